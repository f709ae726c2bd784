"""The method page: boundary, ties, missing data and measures of a document, as plain blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from oci_map.graph.analysis import Analysis
from oci_map.graph.method import MEASURES, Measure
from oci_map.graph.missing import missing, missing_sentences
from oci_map.i18n import _, number
from oci_map.i18n import date as date_text
from oci_map.values import dataclass

BlockKind = Literal["title", "heading", "name", "text", "item", "quiet"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph and what it is; an item may have a word before it."""

    kind: BlockKind
    text: str
    lead: str = ""


def method_page(analysis: Analysis) -> list[Block]:
    """Return what a reader must know before believing a finding of this document."""
    return [
        Block("title", _("Method")),
        *_boundary(analysis),
        *_ties(analysis),
        *_unknown(analysis),
        Block("heading", _("The figures")),
        *(block for one in MEASURES.values() for block in measure_blocks(one)),
    ]


def measure_blocks(measure: Measure) -> list[Block]:
    """Return one figure explained: what it is, its formula, what it does not mean, its source."""
    return [
        Block("name", _(measure.name)),
        Block("item", _(measure.meaning), _("What it says")),
        Block("item", _(measure.not_meaning), _("What it does not say")),
        Block("item", _(measure.formula), _("How it is reckoned")),
        Block("quiet", measure.source),
    ]


def plain_text(blocks: list[Block]) -> str:
    """Return blocks as text to be printed or pasted."""
    return "\n".join(_lines(blocks)).strip() + "\n"


def _lines(blocks: list[Block]) -> Iterator[str]:
    for one in blocks:
        if one.kind in ("title", "heading", "name"):
            yield ""
        text = f"{one.lead}: {one.text}" if one.lead else one.text
        yield text
        if one.kind in ("title", "heading"):
            yield ("=" if one.kind == "title" else "-") * len(text)


def _boundary(analysis: Analysis) -> Iterator[Block]:
    info = analysis.snapshot.info
    yield Block("heading", _("Who is in and who is not"))
    boundary = info.boundary.strip()
    yield Block("text", boundary or _("The document does not say where its boundary lies."))
    shown = len(analysis.organisations)
    total = len(analysis.snapshot.organisations)
    when = date_text(analysis.filter.as_of) or _("all dates")
    yield Block(
        "text",
        _("Shown now: {shown} of {total} organisations ({date}).").format(
            shown=number(shown), total=number(total), date=when
        ),
    )


def _ties(analysis: Analysis) -> Iterator[Block]:
    yield Block("heading", _("What counts as a tie"))
    yield Block(
        "text",
        _(
            "Two organisations work together when they sit in the same group, carry out the same "
            "initiative, sit at the same table of a roundtable, or when a tie between them is "
            "stated. The platform as a whole and “part of” do not count."
        ),
    )
    weight = MEASURES["tie-weight"]
    yield Block("text", _(weight.formula))
    if analysis.snapshot.info.coordinator in analysis.snapshot.organisations:
        yield Block(
            "text",
            _(
                "The coordinator’s ties by role are drawn but never count; whether the coordinator "
                "counts otherwise is chosen above the map."
            ),
        )


def _unknown(analysis: Analysis) -> Iterator[Block]:
    yield Block("heading", _("What is not known"))
    if not analysis.snapshot.organisations:
        yield Block("text", _("There are no organisations yet."))
        return
    for sentence in missing_sentences(missing(analysis.snapshot)):
        yield Block("item", sentence)
    yield Block(
        "text",
        _(
            "What is not recorded is not a gap by itself: an absent tie may be an absent record. "
            "The findings say what the records say."
        ),
    )
