"""The follow-up on the command line: the register, what a body is asked, what came of a meeting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map.cli.named import all_named, named, record_named, rounded
from oci_map.cli.parts import (
    command,
    date_option,
    file_argument,
    json_option,
    opened,
    option,
    print_json,
    print_line,
)
from oci_map.i18n import _

if TYPE_CHECKING:
    from oci_map.model.ids import RecordId
    from oci_map.model.snapshot import Snapshot
    from oci_map.roundtable.evidence import Evidence
    from oci_map.roundtable.follow_up import Entry, Register

#: Raised when a field of the JSON changes its meaning or goes; new fields leave it.
FORMAT: Final = 1


def follow_up_command() -> click.Command:
    """Return the command that says what came of it."""
    return command(
        "follow-up",
        _follow_up,
        _("Say what became of recommendations, what a body must answer, what a roundtable did."),
        file_argument(),
        option("--body", _("What this body is asked."), _("NAME")),
        option("--roundtable", _("What came of this roundtable."), _("NAME")),
        date_option("--as-of", _("On this day.")),
        option(
            "-o --output",
            _(
                "Write it: .docx or .pdf for what bodies are asked, .pptx, .png, .pdf or .docx for"
                " what came of a roundtable."
            ),
            _("FILE"),
        ),
        json_option(),
    )


def _follow_up(
    file: str,
    body: str | None,
    roundtable: str | None,
    as_of: str,
    output: str | None,
    as_json: bool,
) -> None:
    from oci_map.model.dates import last_day

    if body is not None and roundtable is not None:
        raise click.UsageError(_("Give a body or a roundtable, not both."))
    as_of = last_day(as_of) if as_of else date.today().isoformat()  # noqa: DTZ011 - her own day
    snapshot = opened(file).snapshot
    if roundtable is not None:
        _evidence(snapshot, record_named(snapshot, "roundtable", roundtable), as_of, output,
                  as_json)  # fmt: skip
        return
    from oci_map.graph.analysis import Analysis
    from oci_map.roundtable.follow_up import register

    analysis = Analysis(snapshot)
    found = register(analysis, as_of)
    chosen = None if body is None else record_named(snapshot, "organisation", body)
    if output is not None:
        from oci_map.exchange.follow_up import write_dialogue

        bodies = [one.body for one in found.loads] if chosen is None else [chosen]
        write_dialogue(analysis, found, bodies, Path(output))
    if as_json:
        print_json(plain_register(found) if chosen is None else plain_dialogue(found, chosen))
    elif output is None:
        for line in _register_lines(found) if chosen is None else _dialogue_lines(found, chosen):
            print_line(line)


# ---------------------------------------------------------------------------------- the register


def _register_lines(found: Register) -> Iterator[str]:
    from oci_map.roundtable import follow_up_words as words
    from oci_map.roundtable.promises import promises, promises_sentence

    snapshot = found.snapshot
    yield words.register_sentence(found)
    for load in found.loads:
        yield f"  {words.load_sentence(snapshot, load)}"
    late = [one for one in found.entries if one.overdue]
    for heading, entries in (
        (_("Overdue:"), sorted(late, key=_latest)),
        (_("Lacking something:"), [one for one in found.entries if one.lacks]),
    ):
        if entries:
            yield ""
            yield heading
            for entry in entries:
                facts = [words.body_names(snapshot, entry.bodies), words.due_words(entry)]
                facts += words.lacks_words(entry)
                said = "; ".join(fact for fact in facts if fact)
                yield f"  {words.title(entry.record)} [{said}]"
    yield ""
    yield promises_sentence(promises(snapshot, found.today))


def _latest(entry: Entry) -> int:
    return -entry.late


def plain_register(found: Register) -> dict[str, object]:
    """Return the register as plain values."""
    from oci_map.roundtable.follow_up_words import load_sentence, register_sentence
    from oci_map.roundtable.promises import promises

    snapshot = found.snapshot
    return {
        "format": FORMAT,
        "kind": "register",
        "as_of": found.today,
        "sentence": register_sentence(found),
        "recommendations": [_entry(snapshot, one) for one in found.entries],
        "bodies": [
            {
                **_body(snapshot, load.body),
                "waiting": load.waiting,
                "promised": load.promised,
                "done": load.done,
                "rejected": load.rejected,
                "overdue": load.overdue,
                "sentence": load_sentence(snapshot, load),
            }
            for load in found.loads
        ],
        "commitments": [
            {
                "id": one.record.id,
                "text": one.record.text,
                "state": one.state,
                "days_late": one.late,
                "due_on": one.record.due_on,
                "done_on": one.record.done_on,
                "organisation": _one(snapshot, "organisation", one.record.organisation),
                "roundtable": _one(snapshot, "roundtable", one.record.roundtable),
                "recommendation": one.record.recommendation or None,
            }
            for one in promises(snapshot, found.today)
        ],
    }


def _entry(snapshot: Snapshot, entry: Entry) -> dict[str, object]:
    record = entry.record
    return {
        "id": record.id,
        "number": record.number,
        "text": record.name,
        "status": record.status,
        "answered": entry.answered,
        "answer": record.answer,
        "answered_on": record.answered_on,
        "due_on": record.due_on,
        "days_late": entry.late,
        "lacks": sorted(entry.lacks),
        "bodies": [_body(snapshot, body) for body in entry.bodies],
        "supporters": all_named(snapshot, "organisation", record.supporters),
        "emphasis": _one(snapshot, "emphasis", record.emphasis),
        "need": _one(snapshot, "need", record.need),
        "initiatives": all_named(snapshot, "initiative", entry.initiatives),
    }


def _body(snapshot: Snapshot, body: RecordId) -> dict[str, str]:
    """Return who must answer; the sector itself and nobody have keys that end in a colon."""
    from oci_map.roundtable.follow_up_words import body_name

    return {"id": body, "name": body_name(snapshot, body)}


def _one(snapshot: Snapshot, noun: str, record: RecordId) -> dict[str, str] | None:
    return named(snapshot, noun, record) if record else None


# ---------------------------------------------------------------------------------- the dialogue


def _dialogue_lines(found: Register, body: RecordId) -> Iterator[str]:
    from oci_map.graph.method_page import plain_text
    from oci_map.roundtable.dialogue_page import dialogue_page

    yield from plain_text(dialogue_page(found, body)).splitlines()


def plain_dialogue(found: Register, body: RecordId) -> dict[str, object]:
    """Return what a body is asked as plain values."""
    from oci_map.roundtable.follow_up_words import dialogue_sentence

    snapshot = found.snapshot
    talk = found.dialogue(body)
    return {
        "format": FORMAT,
        "kind": "dialogue",
        "as_of": found.today,
        "body": _body(snapshot, body),
        "sentence": dialogue_sentence(snapshot, talk),
        "to_answer": [_entry(snapshot, one) for one in talk.to_answer],
        "promised": [_entry(snapshot, one) for one in talk.promised],
        "before": [_entry(snapshot, one) for one in talk.before],
    }


# ---------------------------------------------------------------------------------- the evidence


def _evidence(
    snapshot: Snapshot, roundtable: RecordId, as_of: str, output: str | None, as_json: bool
) -> None:
    from oci_map.roundtable.evidence import compared, evidence

    found = evidence(snapshot, roundtable, as_of)
    if output is not None:
        from oci_map.exchange.evidence import export_evidence

        export_evidence(snapshot, found, Path(output))
    if as_json:
        print_json(plain_evidence(snapshot, found))
    elif output is None:
        from oci_map.roundtable import evidence_words as words

        print_line(words.headline(snapshot, found))
        for sentence in words.said_together(found):
            print_line(f"  {sentence}")
        for gap in found.gaps:
            states = ", ".join(
                f"{months}: {_(words.STATES[state])}" for months, state in gap.states.items()
            )
            print_line(f"  {words.pair_name(snapshot, gap)} [{states}]")
        comparison = compared(snapshot, found)
        for name, before, after in words.indicator_rows(comparison):
            print_line(f"  {name}: {before} → {after}")
        print_line(f"  {words.band_sentence(comparison)}")
        print_line(words.filter_sentence(snapshot))


def plain_evidence(snapshot: Snapshot, found: Evidence) -> dict[str, object]:
    """Return what came of a roundtable as plain values."""
    from oci_map.roundtable import evidence_words as words
    from oci_map.roundtable.evidence import MONTHS, compared

    comparison = compared(snapshot, found)
    return {
        "format": FORMAT,
        "kind": "evidence",
        "as_of": found.today,
        "roundtable": named(snapshot, "roundtable", found.roundtable),
        "sentence": words.headline(snapshot, found),
        "came": found.came,
        "absent": found.absent,
        "tables": found.tables,
        "rounds": found.rounds,
        "pairs": found.pairs,
        "new_pairs": found.new_pairs,
        "gaps": [
            {
                "key": gap.key,
                "organisations": all_named(snapshot, "organisation", (gap.one, gap.other)),
                "needs": all_named(snapshot, "need", gap.needs),
                "tables": [{"round": round_, "table": table} for round_, table in gap.tables],
                "after": {str(months): gap.states[months] for months in MONTHS},
            }
            for gap in found.gaps
        ],
        "others": found.others,
        "others_tied": {str(months): found.others_tied[months] for months in MONTHS},
        "before": _indicators(comparison.before),
        "after": _indicators(comparison.after),
        "band": words.band_sentence(comparison),
        "filter": words.filter_sentence(snapshot),
    }


def _indicators(found: Any) -> dict[str, object]:
    openness, reach = found.outwardness, found.reach
    return {
        "organisations": found.organisations,
        "ties": found.ties,
        "between_sectors": openness.between,
        "within_sectors": openness.within,
        "openness": rounded(openness.index),
        "chance_low": rounded(openness.low),
        "chance_high": rounded(openness.high),
        "largest": reach.largest,
        "isolates": reach.isolates,
        "mean_steps": rounded(reach.mean_steps),
    }
