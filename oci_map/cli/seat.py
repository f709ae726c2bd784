"""The command that says who sits with whom: for a roundtable of a document, or for plain lists."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map.cli.parts import (
    command,
    file_argument,
    json_option,
    opened,
    option,
    print_json,
)
from oci_map.i18n import _, number
from oci_map.values import dataclass

if TYPE_CHECKING:
    from oci_map.model.ids import RecordId
    from oci_map.model.snapshot import Snapshot
    from oci_map.roundtable.plan import Plan
    from oci_map.roundtable.score import Limits, Score

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class _Answer:
    """A plan and all that is told of it."""

    plan: Plan
    names: Mapping[RecordId, str]
    score: Score
    limits: Limits
    remarks: tuple[str, ...]
    perfect: bool
    seed: int
    hosts: Mapping[int, str] = field(default_factory=dict)  # who stays at a table
    organisations: Mapping[RecordId, RecordId] = field(default_factory=dict)


def seat_command() -> click.Command:
    """Return the command that says who sits with whom."""
    file = _("FILE")
    return command(
        "seat",
        _seat,
        _("Say who sits with whom at a roundtable, or in plain lists of people."),
        file_argument(required=False),
        option(
            "--roundtable", _("The roundtable of the document, by its id or its name."), _("ID")
        ),
        option("--people", _("Instead of a document: a CSV list of names."), file),
        option("--ties", _("CSV with two names on a line: they know each other."), file),
        option(
            "--history",
            _(
                "CSV with round, table and name: who sat where before. It may be given several "
                "times."
            ),
            file,
            multiple=True,
        ),
        option("--never", _("CSV with two names on a line: never at one table."), file),
        option("--tables", _("How many tables."), _("N"), type=int),
        option("--rounds", _("How many rounds."), _("N"), type=int),
        option(
            "--seed",
            _("The number to draw with; the same number gives the same plan."),
            _("N"),
            type=int,
        ),
        option("-o --output", _("Write the plan as CSV, with round, table and name."), _("TARGET")),
        json_option(),
    )


def _seat(file: str | None, **given: Any) -> None:
    if (file is None) == (given["people"] is None):
        raise click.UsageError(_("Give a document and a roundtable, or “--people” with a list."))
    if file is not None:
        _seat_roundtable(opened(file).snapshot, given)
    else:
        _seat_list(given)


def _seat_roundtable(snapshot: Snapshot, given: dict[str, Any]) -> None:
    from oci_map.cli.named import record_named
    from oci_map.roundtable.task import seating_of
    from oci_map.roundtable.wishes import room as equal_tables

    for name in ("ties", "history", "never"):
        if given[name]:
            raise click.UsageError(
                _("“--{option}” goes with “--people” and not with a document.").format(option=name)
            )
    if not given["roundtable"]:
        raise click.UsageError(_("Say which roundtable with “--roundtable”."))
    roundtable = record_named(snapshot, "roundtable", given["roundtable"])
    task = seating_of(snapshot, roundtable)
    room = task.room
    if given["tables"] is not None and given["tables"] != len(room.seats):
        _counted("tables", given["tables"])
        room = equal_tables(len(task.company.guests), given["tables"], room.rounds)
    if given["rounds"] is not None:
        _counted("rounds", given["rounds"])
        room = replace(room, rounds=given["rounds"])
    if room != task.room:
        task = replace(task, room=room, plan=())
    found = task.seat(seed=given["seed"])
    company = task.company
    _tell(
        given,
        _Answer(
            plan=found.plan,
            names={guest: company.names[guest] for guest in company.guests},
            score=task.score(found.plan),
            limits=task.limits(found.plan),
            remarks=task.remarks,
            perfect=found.is_perfect,
            seed=_seed(given, task.seed),
            hosts={table: company.names[guest] for table, guest in task.wishes.hosts.items()},
            organisations=task.organisations,
        ),
    )


def _seat_list(given: dict[str, Any]) -> None:
    from oci_map.exchange.csv_people import read_lists
    from oci_map.roundtable.company import company_of_list
    from oci_map.roundtable.score import limits, score
    from oci_map.roundtable.seating import seat as search
    from oci_map.roundtable.wishes import Wishes, room

    if given["roundtable"]:
        raise click.UsageError(_("“--roundtable” goes with a document and not with a list."))
    for name in ("tables", "rounds"):
        if given[name] is None:
            raise click.UsageError(_("Say how many with “--{option}”.").format(option=name))
        _counted(name, given[name])
    lists = read_lists(
        Path(given["people"]),
        Path(given["ties"]) if given["ties"] else None,
        [Path(one) for one in given["history"]],
        Path(given["never"]) if given["never"] else None,
    )
    company = company_of_list(lists.people, lists.ties, lists.tables)
    place = room(len(lists.people), given["tables"], given["rounds"])
    ids = dict(zip(lists.people, company.guests, strict=True))
    apart = tuple((ids[one], ids[other]) for one, other in lists.never)
    found = search(company, place, Wishes(apart=apart), seed=_seed(given, 0))
    _tell(
        given,
        _Answer(
            plan=found.plan,
            names={guest: name for name, guest in ids.items()},
            score=score(company, found.plan),
            limits=limits(company, found.plan),
            remarks=lists.remarks,
            perfect=found.is_perfect,
            seed=_seed(given, 0),
        ),
    )


def _seed(given: dict[str, Any], other: int) -> int:
    return other if given["seed"] is None else int(given["seed"])


def _counted(name: str, value: int) -> None:
    if value < 1:
        raise click.UsageError(_("“--{option}” must be 1 or more.").format(option=name))


def _tell(given: dict[str, Any], answer: _Answer) -> None:
    from oci_map.roundtable.score import detail_sentences, limit_sentence, score_sentence

    sentences = [
        score_sentence(answer.score),
        limit_sentence(answer.score, answer.limits),
        *detail_sentences(answer.score),
    ]
    if given["output"]:
        from oci_map.exchange import csv_text
        from oci_map.exchange.csv_people import plan_rows

        csv_text.write(Path(given["output"]), plan_rows(answer.plan, answer.names))
    for remark in answer.remarks:
        sys.stderr.write(" ".join(remark.split()) + "\n")
    if given["as_json"]:
        print_json(
            {
                "format": FORMAT,
                "seed": answer.seed,
                "perfect": answer.perfect,
                "score": _plain_score(answer.score, answer.limits),
                "sentences": sentences,
                "remarks": list(answer.remarks),
                "rounds": [
                    [_plain_table(answer, table, guests) for table, guests in enumerate(row, 1)]
                    for row in answer.plan
                ],
            }
        )
    elif given["output"]:
        for sentence in sentences:
            click.echo(sentence)
    else:
        _lines(answer.plan, answer.names, sentences)


def _plain_table(answer: _Answer, table: int, guests: Sequence[RecordId]) -> dict[str, object]:
    own = answer.organisations
    return {
        "table": table,
        "host": answer.hosts.get(table),
        "guests": [
            {"name": answer.names[guest]}
            | ({"invitation": guest, "organisation": own[guest]} if own else {})
            for guest in guests
        ],
    }


def _plain_score(found: Score, limit: Limits) -> dict[str, object]:
    return {
        "value": round(found.value, 6),
        "value_at_most": round(limit.value, 6),
        "contacts": found.contacts,
        "new": found.new,
        "new_at_most": limit.new,
        "known": found.known,
        "met": found.met,
        "again": found.again,
        "gaps": found.gaps,
        "all_gaps": found.all_gaps,
    }


def _lines(plan: Plan, names: Mapping[RecordId, str], sentences: list[str]) -> None:
    for at, tables in enumerate(plan, start=1):
        click.echo(_("Round {round}").format(round=number(at)))
        for table, guests in enumerate(tables, start=1):
            there = "; ".join(" ".join(names[guest].split()) for guest in guests)
            label = _("Table {table}").format(table=number(table))
            click.echo(f"  {label}: {there}")
        click.echo("")
    for sentence in sentences:
        click.echo(sentence)
