"""What to prepare for the dialogue moment with a body, as a page: on the screen and on paper."""

from __future__ import annotations

from collections.abc import Iterator

from oci_map import i18n
from oci_map.graph.method_page import Block
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Dialogue, Entry, Register
from oci_map.roundtable.follow_up_words import (
    answer_words,
    body_name,
    dialogue_sentence,
    due_words,
    initiatives_words,
    supporters_words,
    title,
)
from oci_map.roundtable.promises import promises, promises_of


def dialogue_page(register: Register, body: RecordId) -> list[Block]:
    """Return what a body is asked, in order, what it promised, and what it answered before."""
    snapshot = register.snapshot
    found = register.dialogue(body)
    return [
        Block("title", body_name(snapshot, body)),
        Block("text", dialogue_sentence(snapshot, found)),
        Block(
            "quiet",
            _("As it stands on {date}.").format(date=i18n.date(register.today, short=False)),
        ),
        *_sections(snapshot, found),
        *_promises(register, body),
    ]


def _sections(snapshot: Snapshot, found: Dialogue) -> Iterator[Block]:
    if found.to_answer:
        yield Block("heading", _("To answer"))
        for entry in found.to_answer:
            yield from _asked(snapshot, entry)
    if found.promised:
        yield Block("heading", _("Promised, and not done yet"))
        for entry in found.promised:
            yield Block("name", title(entry.record))
            yield Block("item", answer_words(entry), _("Answer"))
            yield from _around(snapshot, entry)
    if found.before:
        yield Block("heading", _("Done or rejected before"))
        for entry in found.before:
            yield Block("name", title(entry.record))
            lead = _("Done") if entry.record.status == "done" else _("Rejected")
            yield Block("item", answer_words(entry), lead)


def _promises(register: Register, body: RecordId) -> Iterator[Block]:
    """Yield what a body promised at roundtables and has not done."""
    snapshot = register.snapshot
    found = promises_of(promises(snapshot, register.today), body)
    if found:
        yield Block("heading", _("Promised at a roundtable"))
    for one in found:
        table = snapshot.all(Roundtable).get(one.record.roundtable)
        where = "" if table is None else name_in_sentence(table.name)
        date = i18n.date(one.record.due_on)
        due = _("overdue since {date}") if one.state == "overdue" else _("due {date}")
        facts = [where, due.format(date=date) if date else ""]
        said = "; ".join(fact for fact in facts if fact)
        text = " ".join(one.record.text.split())
        yield Block("item", f"{text} ({said})" if said else text)


def _asked(snapshot: Snapshot, entry: Entry) -> Iterator[Block]:
    yield Block("name", title(entry.record))
    yield Block("item", supporters_words(snapshot, entry), _("Supported by"))
    need = snapshot.needs.get(entry.record.need)
    if need is not None:
        yield Block("item", name_in_sentence(need.name), _("Because of the need"))
    others = [one for one in entry.bodies if one in snapshot.organisations]
    if len(others) > 1:
        names = i18n.listing([body_name(snapshot, one) for one in others])
        yield Block("item", names, _("Addressed together to"))
    yield from _around(snapshot, entry)


def _around(snapshot: Snapshot, entry: Entry) -> Iterator[Block]:
    """Yield the date, and what serves it already."""
    due = due_words(entry)
    if due:
        yield Block("item", due, _("Date"))
    served = initiatives_words(snapshot, entry)
    if served:
        yield Block("item", served, _("What serves the same need"))
