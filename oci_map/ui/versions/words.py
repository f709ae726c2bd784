"""An earlier version in words: when it was, and what changed since."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from oci_map import i18n
from oci_map.drawing.text import one_line
from oci_map.i18n import _, ngettext
from oci_map.model.fields import NOUNS
from oci_map.operations.earlier import Difference
from oci_map.ui.moment_words import when
from oci_map.ui.versions.entries import Entry

_FIRST: Final = ("organisation", "working_group", "need", "tie", "roundtable")
#: Nouns that differ in number, named in a line of the list.
_NAMED: Final = 2
_TIME: Final = re.compile(r"\d\d:\d\d")


def moment(entry: Entry) -> str:
    """Return when it was: a time of today, a date with a time, or a date on the map."""
    if not entry.whole:
        return i18n.date(entry.at)
    text = when(entry.at)
    return _("Today, {time}").format(time=text) if _TIME.fullmatch(text) else text


def title(entry: Entry) -> str:
    """Return what a row is called."""
    return one_line(entry.name[:200]) if entry.name else moment(entry)


def beside(entry: Entry, now: Mapping[str, int]) -> str:
    """Return what a row says under its name: when, and what changed since in short."""
    parts = [moment(entry)] if entry.name else []
    if not entry.whole:
        parts.append(_("a date on the map"))
    elif entry.steps_since is None:
        parts.append(_("went another way"))
    elif entry.steps_since == 0:
        parts.append(_("as everything is now"))
    else:
        text = ngettext("{count} step since", "{count} steps since", entry.steps_since)
        parts.append(text.format(count=i18n.number(entry.steps_since)))
    parts += _counted(entry.counts, now)
    return " · ".join(parts)


def _counted(then: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Return the nouns of which there are more or fewer now, those that one thinks of first."""
    grown = {
        noun: count - then.get(noun, 0)
        for noun, count in now.items()
        if then and count != then.get(noun, 0)
    }
    first = sorted(grown, key=lambda noun: (noun not in _FIRST, -abs(grown[noun])))[:_NAMED]
    return [f"{NOUNS[noun].plural} {_signed(grown[noun])}" for noun in first]


def _signed(count: int) -> str:
    return i18n.number(count) if count < 0 else f"+{i18n.number(count)}"


def told(found: Sequence[Difference]) -> list[tuple[str, str]]:
    """Return what changed since, noun by noun: its name, and what happened in words."""
    return [(NOUNS[one.noun].plural, _happened(one)) for one in found]


def _happened(one: Difference) -> str:
    parts = []
    if one.added:
        text = ngettext("{count} added", "{count} added", one.added)
        parts.append(text.format(count=i18n.number(one.added)))
    if one.changed:
        text = ngettext("{count} changed", "{count} changed", one.changed)
        parts.append(text.format(count=i18n.number(one.changed)))
    if one.deleted:
        text = ngettext("{count} deleted", "{count} deleted", one.deleted)
        parts.append(text.format(count=i18n.number(one.deleted)))
    return ", ".join(parts)
