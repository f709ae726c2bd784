"""What must hold whatever it costs: who must come or not this time, who sits together or never."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, cast

from oci_map.document import Document
from oci_map.i18n import N_
from oci_map.model.change import Label
from oci_map.model.guests import wishes_of
from oci_map.model.ids import RecordId, new_id
from oci_map.model.records import NONE, Wish
from oci_map.model.snapshot import Snapshot
from oci_map.operations.labels import name_at, wanted

_COMING: Final[Mapping[str, str]] = {
    "must_come": N_("{organisation} must come to {roundtable}"),
    "not_this_time": N_("{organisation} is set aside for {roundtable}"),
    "": N_("{organisation} may come to {roundtable} or not"),
}
_PAIRS: Final[Mapping[str, str]] = {
    "together": N_("{one} and {other} always sit together"),
    "apart": N_("{one} and {other} never sit together"),
}


def coming(snapshot: Snapshot, roundtable: RecordId, organisation: RecordId) -> str:
    """Return "must_come", "not_this_time" or "" for an organisation."""
    for wish in wishes_of(snapshot, roundtable):
        if wish.organisation == organisation and wish.kind in _COMING:
            return wish.kind
    return ""


def set_coming(document: Document, roundtable: RecordId, organisation: RecordId, kind: str) -> None:
    """Say that an organisation must come, not this time, or ("") that both are fine.

    One of the two takes the place of the other.
    """
    snapshot = document.snapshot
    name = _of(snapshot, roundtable) | {
        "organisation": name_at(snapshot, "organisation", organisation)
    }
    wanted(snapshot, "organisation", organisation)
    before = [
        wish
        for wish in wishes_of(snapshot, roundtable)
        if wish.organisation == organisation and wish.kind in _COMING
    ]
    with document.transaction(Label(_COMING[kind], name)) as edit:
        for wish in before:
            if wish.kind != kind:
                edit.remove("wish", wish.id)
        if kind and all(wish.kind != kind for wish in before):
            edit.put(Wish(id=new_id(), roundtable=roundtable, kind=kind, organisation=organisation))


def add_pair(
    document: Document, roundtable: RecordId, kind: str, one: RecordId, other: RecordId
) -> RecordId:
    """Say that two always sit "together" or always "apart"; return the wish's id.

    A wish that contradicts another is kept: before the next seating it is said that they cannot
    both hold. The same wish is not made twice.
    """
    snapshot = document.snapshot
    _of(snapshot, roundtable)
    for wish in wishes_of(snapshot, roundtable):
        if wish.kind == kind and {wish.organisation, wish.other} == {one, other}:
            return wish.id
    wish = Wish(id=new_id(), roundtable=roundtable, kind=kind, organisation=one, other=other)
    label = Label(
        _PAIRS[kind],
        {
            "one": name_at(snapshot, "organisation", one),
            "other": name_at(snapshot, "organisation", other),
        },
    )
    with document.transaction(label) as edit:
        edit.put(wish)
    return wish.id


def withdraw(document: Document, wish: RecordId) -> None:
    """Take a wish away."""
    snapshot = document.snapshot
    going = cast("Wish", wanted(snapshot, "wish", wish))
    names = [going.organisation, going.other] if going.other != NONE else [going.organisation]
    shown = " – ".join(name_at(snapshot, "organisation", one) for one in names)
    with document.transaction(Label(N_("Took a wish away: {name}"), {"name": shown})) as edit:
        for evidence in snapshot.evidence_of.get(wish, ()):
            if evidence.noun == "wish":
                edit.remove("evidence", evidence.id)
        edit.remove("wish", wish)


def _of(snapshot: Snapshot, roundtable: RecordId) -> dict[str, str]:
    wanted(snapshot, "roundtable", roundtable)
    return {"roundtable": name_at(snapshot, "roundtable", roundtable)}
