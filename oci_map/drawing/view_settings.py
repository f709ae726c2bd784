"""What a saved view keeps, as documented JSON and back (docs/saved-views.md).

Reading never fails: what does not fit is left out and named, and what a newer program added stays
in the text when this one changes something else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import field, fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from oci_map.drawing.appearance import COLOURS, OUTLINES, PLAIN, SIZES, Appearance
from oci_map.drawing.places import Places
from oci_map.graph.filters import Filter
from oci_map.i18n import _, in_language
from oci_map.model.dates import is_date
from oci_map.model.ids import RecordId
from oci_map.model.text import clean_text
from oci_map.values import dataclass

#: Rises only when what an older program would show of a view became wrong.
VERSION: Final = 1
# No map is larger; beyond it a place is a mistake, and the picture would shrink to a dot.
_FARTHEST: Final = 1e6
_FILTER: Final = Filter()
_CHOICES: Final = {"colour_by": COLOURS, "size_by": SIZES, "outlines": OUTLINES}
_TEXTS: Final = ("title", "subtitle")


@dataclass(frozen=True, slots=True)
class ViewSettings:
    """What is shown of a map, and how; a text is empty where the document's own is meant."""

    filter: Filter = _FILTER
    appearance: Appearance = PLAIN
    title_nl: str = ""
    title_en: str = ""
    subtitle_nl: str = ""
    subtitle_en: str = ""
    places: Mapping[RecordId, tuple[float, float]] = field(default_factory=dict)
    unknown: str = "{}"  # JSON of what this program does not know, to be kept

    @property
    def title(self) -> str:
        """Return the title in the chosen language."""
        return in_language(self.title_nl, self.title_en)

    @property
    def subtitle(self) -> str:
        """Return the line under it in the chosen language."""
        return in_language(self.subtitle_nl, self.subtitle_en)


@dataclass(frozen=True, slots=True)
class Reading:
    """Settings that were read, and a sentence for each thing that could not be."""

    settings: ViewSettings
    problems: tuple[str, ...] = ()


def write(settings: ViewSettings) -> str:
    """Return the settings as JSON; the same settings always give the same text."""
    plain: dict[str, Any] = _object(settings.unknown)
    looks = settings.appearance
    plain |= {
        "version": max(VERSION, _version(plain)),
        "filter": {**_part(plain, "filter"), **_plain_filter(settings.filter)},
        "colour_by": looks.colour_by,
        "size_by": looks.size_by,
        "outlines": looks.outlines,
        "hidden_outlines": sorted(looks.hidden_outlines),
    }
    for name in _TEXTS:
        plain[name] = {
            **_part(plain, name),
            "nl": getattr(settings, f"{name}_nl"),
            "en": getattr(settings, f"{name}_en"),
        }
    plain["places"] = _plain_places(settings.places)
    return _json(plain)


def with_places(text: str, places: Places) -> str:
    """Return the same settings with some organisations elsewhere; all else stays as written."""
    plain = _object(text)
    plain["places"] = {**_part(plain, "places"), **_plain_places(places)}
    return _json(plain)


def copied(text: str, settings: ViewSettings) -> ViewSettings:
    """Return settings with what a saved text holds beyond what this program knows."""
    return replace(settings, unknown=read(text).settings.unknown)


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """Return what a text says, as far as it can be understood; never raises."""
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict):
        return Reading(ViewSettings(), (_unreadable(),))
    found = _Reader(plain)
    settings = found.settings()
    return Reading(settings, tuple(dict.fromkeys(found.problems)))


class _Reader:
    """Reads one view, and notes what it could not understand."""

    def __init__(self, plain: dict[str, Any]) -> None:
        self.plain = plain
        self.problems: list[str] = []

    def settings(self) -> ViewSettings:
        if _version(self.plain) > VERSION:
            self.problems.append(
                _(
                    "It was saved by a newer version of OCI Map, so perhaps not everything in it"
                    " is shown here; nothing of it is lost."
                )
            )
        texts = {
            f"{name}_{code}": self._text(name, code) for name in _TEXTS for code in ("nl", "en")
        }
        return ViewSettings(
            filter=self._filter(),
            appearance=self._appearance(),
            places=MappingProxyType(self._places()),
            unknown=_json(self._unknown()),
            **texts,
        )

    def _filter(self) -> Filter:
        given = self._object("filter")
        values: dict[str, Any] = {}
        for described in fields(Filter):
            name = described.name
            if name in given:
                value = _fitting(getattr(_FILTER, name), given[name])
                if value is None or (name == "as_of" and not is_date(str(value))):
                    self._unfit(f"filter.{name}")
                else:
                    values[name] = value
        return replace(_FILTER, **values)

    def _appearance(self) -> Appearance:
        values: dict[str, Any] = {}
        for name, choices in _CHOICES.items():
            value = self.plain.get(name)
            if isinstance(value, str) and value in choices:
                values[name] = value
            elif value is not None:
                self._unfit(name)
        hidden = _fitting(frozenset(), self.plain.get("hidden_outlines", []))
        if hidden is None:
            self._unfit("hidden_outlines")
        else:
            values["hidden_outlines"] = hidden
        return replace(PLAIN, **values)

    def _text(self, name: str, code: str) -> str:
        value = self._object(name).get(code, "")
        if isinstance(value, str):
            return clean_text(value)
        self._unfit(name)
        return ""

    def _places(self) -> Places:
        places: Places = {}
        for one, at in self._object("places").items():
            if isinstance(at, list) and len(at) == 2 and all(map(_is_coordinate, at)):
                # As exact as they are written: a place read and written again stays the same.
                places[RecordId(one)] = (round(float(at[0]), 1), round(float(at[1]), 1))
            else:
                self._unfit("places")
        return places

    def _unknown(self) -> dict[str, Any]:
        """Return what other programs wrote beyond what is known here."""
        known = {"version", "hidden_outlines", "places", "filter", *_CHOICES, *_TEXTS}
        unknown = {name: value for name, value in self.plain.items() if name not in known}
        if _version(self.plain) > VERSION:
            unknown["version"] = self.plain["version"]
        parts = {
            "filter": {one.name for one in fields(Filter)},
            **dict.fromkeys(_TEXTS, _LANGUAGES),
        }
        for part, names in parts.items():
            beyond = {n: v for n, v in _part(self.plain, part).items() if n not in names}
            if beyond:
                unknown[part] = beyond
        return unknown

    def _object(self, name: str) -> Mapping[str, Any]:
        value = self.plain.get(name, {})
        if isinstance(value, dict):
            return value
        self._unfit(name)
        return {}

    def _unfit(self, name: str) -> None:
        self.problems.append(
            _(
                "Its part “{part}” could not be understood and is not shown; the saved view"
                " itself was left as it is."
            ).format(part=name)
        )


_LANGUAGES: Final = frozenset({"nl", "en"})


def _unreadable() -> str:
    return _("It could not be read, so everything is shown; the saved view was left as it is.")


def _fitting(default: object, value: object) -> object:
    """Return a value that came from outside as the type of a default; None when it does not fit."""
    if isinstance(default, frozenset):
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return frozenset(value)
        return None
    return value if type(value) is type(default) else None


def _is_coordinate(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    # A whole number can be too long for a float.
    return abs(value) <= _FARTHEST and math.isfinite(value)


def _plain_filter(shown: Filter) -> dict[str, Any]:
    values = {one.name: getattr(shown, one.name) for one in fields(Filter)}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in values.items()
    }


def _plain_places(places: Mapping[RecordId, tuple[float, float]]) -> dict[str, list[float]]:
    # A tenth of a px is less than anybody sees, and halves the text.
    return {one: [round(x, 1), round(y, 1)] for one, (x, y) in sorted(places.items())}


def _version(plain: Mapping[str, Any]) -> int:
    value = plain.get("version")
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _object(text: str) -> dict[str, Any]:
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return plain if isinstance(plain, dict) else {}


def _part(plain: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = plain.get(name)
    return dict(value) if isinstance(value, dict) else {}


def _json(plain: Mapping[str, Any]) -> str:
    # Other programs that write a lone surrogate get it back as they wrote it: as \ud800.
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(plain, sort_keys=True, separators=(",", ":"))
    return text
