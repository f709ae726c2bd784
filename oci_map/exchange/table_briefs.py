"""The brief for the host of a table: who sits there, who knows whom, what to talk about."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from oci_map.exchange.report import Block, Bullets, Heading, Paragraph
from oci_map.i18n import _, number
from oci_map.model.records import Recommendation
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.briefs import Brief, brief_of
from oci_map.roundtable.names import joined, pairs_named
from oci_map.roundtable.score import table_sentence
from oci_map.roundtable.task import SeatingTask

RoundTitle = Callable[[Snapshot, SeatingTask, int], str]
_MOST_PAIRS: Final = 6
# So that the brief of a table stays on one sheet: topics and recommendations by rounds.
_MOST: Final = {1: (3, 3), 2: (3, 2), 3: (3, 1)}
_LEAST: Final = (2, 1)
_LONGEST: Final = 240


def brief_blocks(
    snapshot: Snapshot, task: SeatingTask, table: int, round_title: RoundTitle
) -> Iterator[Block]:
    """Yield the brief of a table, counted from 1, round by round."""
    yield Heading(_("Table {table}").format(table=number(table)))
    for at, tables in enumerate(task.plan, start=1):
        if table > len(tables) or not tables[table - 1]:
            continue
        brief = brief_of(snapshot, task, at, table)
        yield Heading(round_title(snapshot, task, at), 2)
        yield Bullets(tuple(_about_the_table(task, brief)))
        questions = tuple(_questions(snapshot, brief, *_MOST.get(len(task.plan), _LEAST)))
        if questions:
            yield Paragraph(_("What to talk about:"), quiet=True)
            yield Bullets(questions)
        if brief.notes.strip():
            yield Heading(_("Notes"), 3)
            yield from (Paragraph(line) for line in brief.notes.splitlines() if line.strip())


def host_of(snapshot: Snapshot, task: SeatingTask, round_: int, table: int) -> str:
    """Name the host of a table in a round; one that is proposed has a question mark."""
    if table > len(task.plan[round_ - 1]):
        return "–"
    brief = brief_of(snapshot, task, round_, table)
    if brief.host is None:
        return "–"
    name = task.company.names[brief.host.guest]
    return name if brief.host_chosen else _("{guest}?").format(guest=name)


def _about_the_table(task: SeatingTask, brief: Brief) -> Iterator[str]:
    names = task.company.names
    now = brief.now
    yield _("Guests: {guests}.").format(guests=_all([names[one] for one in now.guests]))
    if brief.host is not None:
        host = names[brief.host.guest]
        who = _("Host: {host}.") if brief.host_chosen else _("Could host: {host}.")
        # A host that was proposed and knows nobody here is as good as any other.
        why = brief.why_host if brief.host_chosen or brief.host.knows else ""
        yield f"{who.format(host=host)} {why}".rstrip()
    known = [*now.known, *now.met]
    if known:
        said = _("Know each other: {pairs}.").format(
            pairs=pairs_named(task.company.names, known, _MOST_PAIRS)
        )
        yield f"{said} {table_sentence(now)}."
    elif now.contacts:
        yield _("Nobody here knows anybody else yet.")
    if now.gaps:
        said = _("Share needs and do not work together: {pairs}.")
        yield said.format(pairs=pairs_named(task.company.names, now.gaps, _MOST_PAIRS))


def _questions(
    snapshot: Snapshot, brief: Brief, topics: int, recommendations: int
) -> Iterator[str]:
    if brief.question.strip():
        yield " ".join(brief.question.split())
    for topic in brief.topics if brief.topics_chosen else brief.topics[:topics]:
        yield topic.question
    for one in brief.recommendations[:recommendations]:
        record = snapshot.all(Recommendation)[one.recommendation]
        text = _shortened(_in_line(record.name))
        if record.number is not None:
            said = _("Recommendation {number}: “{text}” {question}")
        else:
            said = _("Recommendation: “{text}” {question}")
        yield said.format(number=number(record.number or 0), text=text, question=one.question)


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _all(names: Sequence[str]) -> str:
    return joined(names, most=len(names))
