"""What is said of a recommendation that is followed up, in the chosen language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oci_map import i18n
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import N_, _, ngettext
from oci_map.model.ids import RecordId
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import NOBODY, SECTOR, Dialogue, Entry, Load, Register

#: What a recommendation lacks, in a word or two.
LACKS: Final = {
    "unanswered": N_("no answer"),
    "unaddressed": N_("no addressee"),
    "one-sector": N_("one sector only"),
}

_LONGEST: Final = 400


def body_name(snapshot: Snapshot, body: RecordId) -> str:
    """Return who must answer: a body, the sector itself, or nobody."""
    if body == SECTOR:
        return _("The sector itself")
    if body == NOBODY:
        return _("Nobody yet")
    record = snapshot.organisations.get(body)
    return name_in_sentence(record.short) if record is not None else ""


def body_names(snapshot: Snapshot, bodies: Sequence[RecordId]) -> str:
    """Return who must answer, all of them."""
    return ", ".join(body_name(snapshot, one) for one in bodies)


def title(record: Recommendation) -> str:
    """Return a recommendation with its number, on one line."""
    text = " ".join(record.name[: 2 * _LONGEST].split()) or _("Recommendation without a text")
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST - 1].rstrip()}…"
    return text if record.number is None else f"{record.number}. {text}"


def due_words(entry: Entry) -> str:
    """Return by when it is due, or since when it is overdue; '' without a date."""
    when = i18n.date(entry.record.due_on)
    if not when:
        return ""
    if entry.overdue:
        return _("overdue since {date}").format(date=when)
    return _("due {date}").format(date=when)


def lacks_words(entry: Entry) -> list[str]:
    """Return what it lacks, in the order of the findings."""
    return [_(text) for kind, text in LACKS.items() if kind in entry.lacks]


def support_words(entry: Entry) -> str:
    """Return how many stand behind it."""
    count = len(entry.record.supporters)
    text = ngettext("{count} supporter", "{count} supporters", count)
    return text.format(count=i18n.number(count))


def supporters_words(snapshot: Snapshot, entry: Entry) -> str:
    """Return by name who stands behind it; that nobody does."""
    known = [
        name_in_sentence(snapshot.organisations[one].short)
        for one in entry.record.supporters
        if one in snapshot.organisations
    ]
    return i18n.listing(known) if known else _("nobody")


def initiatives_words(snapshot: Snapshot, entry: Entry, most: int = 4) -> str:
    """Return what serves the same need, the first ones by name; '' when nothing does."""
    records = [snapshot.get("initiative", one) for one in entry.initiatives]
    names = [name_in_sentence(getattr(one, "name", "")) for one in records if one is not None]
    if len(names) > most:
        more = _("{count} more").format(count=i18n.number(len(names) - most))
        names = [*names[:most], more]
    return i18n.listing(names) if names else ""


def origin_words(snapshot: Snapshot, entry: Entry) -> str:
    """Return the group a recommendation comes from, or else the roundtable."""
    record = entry.record
    origin = snapshot.get("working_group", record.origin_group) or snapshot.get(
        "roundtable", record.origin_roundtable
    )
    return "" if origin is None else name_in_sentence(getattr(origin, "name", ""))


def load_sentence(snapshot: Snapshot, load: Load) -> str:
    """Say how much lies with a body: to answer, promised, over."""
    parts = [
        ngettext("{count} to answer", "{count} to answer", load.waiting),
        ngettext("{count} promised", "{count} promised", load.promised),
        ngettext("{count} done", "{count} done", load.done),
        ngettext("{count} rejected", "{count} rejected", load.rejected),
        ngettext("{count} overdue", "{count} overdue", load.overdue),
    ]
    counts = (load.waiting, load.promised, load.done, load.rejected, load.overdue)
    said = [text.format(count=i18n.number(n)) for text, n in zip(parts, counts, strict=True) if n]
    return _("{body}: {counts}").format(
        body=body_name(snapshot, load.body), counts=i18n.listing(said)
    )


def register_sentence(register: Register) -> str:
    """Say how many there are, how many wait, are overdue and lack something."""
    entries = register.entries
    if not entries:
        return _("There are no recommendations yet.")
    waiting = sum(not one.answered for one in entries)
    overdue = sum(one.overdue for one in entries)
    orphans = sum(bool(one.lacks) for one in entries)
    many = ngettext("{count} recommendation", "{count} recommendations", len(entries))
    said = [many.format(count=i18n.number(len(entries)))]
    for text, count in (
        (ngettext("{count} waits for an answer", "{count} wait for an answer", waiting), waiting),
        (ngettext("{count} is overdue", "{count} are overdue", overdue), overdue),
        (ngettext("{count} lacks something", "{count} lack something", orphans), orphans),
    ):
        if count:
            said.append(text.format(count=i18n.number(count)))
    return _("{facts}.").format(facts=", ".join(said))


def dialogue_sentence(snapshot: Snapshot, found: Dialogue) -> str:
    """Say what is expected of a body at the dialogue moment."""
    late = sum(one.overdue for one in (*found.to_answer, *found.promised))
    ask = ngettext(
        "{body} still has {count} recommendation to answer.",
        "{body} still has {count} recommendations to answer.",
        len(found.to_answer),
    ).format(body=body_name(snapshot, found.body), count=i18n.number(len(found.to_answer)))
    if not found.to_answer:
        ask = _("{body} has answered everything.").format(body=body_name(snapshot, found.body))
    if not late:
        return ask
    overdue = ngettext(
        "Of what it must answer or has promised, {count} is overdue.",
        "Of what it must answer or has promised, {count} are overdue.",
        late,
    )
    return f"{ask} {overdue.format(count=i18n.number(late))}"


def answer_words(entry: Entry) -> str:
    """Return what was answered, with its date; that nothing is written down."""
    record = entry.record
    answer = " ".join(record.answer.split())
    when = i18n.date(record.answered_on)
    if answer and when:
        return _("{date}: {answer}").format(date=when, answer=answer)
    if answer:
        return answer
    if when:
        return _("Answered {date}; what was said is not written down.").format(date=when)
    return _("What was answered is not written down.")
