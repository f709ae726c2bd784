"""What was saved of a damaged document and what not, in words and as plain values."""

from __future__ import annotations

from oci_map.i18n import _, listing, ngettext, number
from oci_map.model.fields import NOUNS
from oci_map.store.faults import name_of
from oci_map.store.mending import Loss
from oci_map.store.salvage import Salvage

_LONGEST = 60


def summary(salvage: Salvage) -> str:
    """Say how much of each kind of record can be saved."""
    return _said(salvage, _("“{name}” is damaged. {what} can be saved into a new document."))


def saved(salvage: Salvage) -> str:
    """Say how much of each kind of record was saved."""
    return _said(salvage, _("Of “{name}” {what} were saved into a new document."))


def _said(salvage: Salvage, sentence: str) -> str:
    counted = _counted(salvage)
    said = sentence.format(name=name_of(salvage.path), what=listing(counted) or _("no records"))
    if salvage.steps_found:
        said += " " + ngettext(
            "Of its history {kept} of {count} step can be read.",
            "Of its history {kept} of {count} steps can be read.",
            salvage.steps_found,
        ).format(kept=number(salvage.steps), count=number(salvage.steps_found))
    return said


def _counted(salvage: Salvage) -> list[str]:
    """Return how much there is of organisations and of what was lost in part, then of the rest."""
    saved = salvage.saved
    told = []
    rest = 0
    for name, found in salvage.found.items():
        if not found or not NOUNS[name].listed:
            continue
        if saved.get(name, 0) == found and name != "organisation":
            rest += found
            continue
        told.append(
            _("{saved} of {found} {noun}").format(
                saved=number(saved.get(name, 0)),
                found=number(found),
                noun=_within(NOUNS[name].plural),
            )
        )
    if rest:
        told.append(
            ngettext("{count} other record", "all {count} other records", rest).format(
                count=number(rest)
            )
        )
    return told


def lines(salvage: Salvage) -> list[str]:
    """Return a line for each record that was lost and each field that was emptied."""
    return [_line(salvage, one) for one in salvage.losses]


def _line(salvage: Salvage, loss: Loss) -> str:
    noun = NOUNS[loss.noun]
    if not loss.field:
        text = _("{noun} {id} was lost.").format(noun=noun.label, id=loss.record)
    else:
        record = salvage.records.get((loss.noun, loss.record))
        name = "" if record is None else str(getattr(record, "short", getattr(record, "name", "")))
        called = f"“{name[:_LONGEST]}” ({loss.record})" if name else str(loss.record)
        text = _("{noun} {name}: “{field}” was emptied.").format(
            noun=noun.label, name=called, field=noun.field(loss.field).label
        )
    return f"{text} {loss.reason}".strip()


def as_plain(salvage: Salvage) -> dict[str, object]:
    """Return the report for programs."""
    saved = salvage.saved
    return {
        "records": {
            name: {"saved": saved.get(name, 0), "found": found}
            for name, found in salvage.found.items()
            if found
        },
        "steps": {"saved": salvage.steps, "found": salvage.steps_found},
        "losses": [
            {"noun": one.noun, "id": one.record, "field": one.field, "reason": one.reason}
            for one in salvage.losses
        ],
    }


def _within(text: str) -> str:
    """Return a word as it stands within a sentence."""
    return text[:1].lower() + text[1:]
