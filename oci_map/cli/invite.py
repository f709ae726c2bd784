"""The command that proposes whom to invite for needs, with a reason for each guest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from oci_map.cli.parts import (
    as_of_option,
    command,
    file_argument,
    flag,
    json_option,
    opened,
    option,
    print_json,
    print_line,
)
from oci_map.i18n import _, number

if TYPE_CHECKING:
    from oci_map.graph.analysis import Analysis
    from oci_map.roundtable.coverage import Goal
    from oci_map.roundtable.invite import Proposal
    from oci_map.roundtable.proposing import GuestList

FORMAT: Final = 1


def invite_command() -> click.Command:
    """Return the command that proposes whom to invite."""
    name = _("NAME")
    return command(
        "invite",
        _invite,
        _("Propose whom to invite to a roundtable, with a reason for each guest."),
        file_argument(),
        option(
            "--theme",
            _("A need it is about, by id or name; may be given several times."),
            _("NEED"),
            multiple=True,
        ),
        option(
            "--recommendation recommendations",
            _("A recommendation it is about, by id or number; may be given several times."),
            _("ID"),
            multiple=True,
        ),
        option("--seats", _("How many may come."), _("N"), type=int, required=True),
        option(
            "--must",
            _("An organisation that must come, by id or name; may be given several times."),
            name,
            multiple=True,
        ),
        option(
            "--not-now",
            _("An organisation to set aside this time; may be given several times."),
            name,
            multiple=True,
        ),
        option(
            "--answering",
            _("The least share of guests that can answer, in per cent."),
            _("PERCENT"),
            type=click.FloatRange(0, 100),
            default=0.0,
        ),
        flag("--several-per-parent", _("Let several come that are part of one organisation.")),
        as_of_option(),
        json_option(),
    )


def _invite(file: str, as_of: str, as_json: bool, **given: Any) -> None:
    from oci_map.cli.named import record_named
    from oci_map.graph.analysis import Analysis
    from oci_map.graph.filters import Filter
    from oci_map.roundtable.coverage import Theme
    from oci_map.roundtable.invite import invite
    from oci_map.roundtable.meetings import earlier
    from oci_map.roundtable.proposing import explained
    from oci_map.roundtable.request import Request

    snapshot = opened(file).snapshot
    named = {
        key: tuple(dict.fromkeys(record_named(snapshot, noun, one) for one in given[key]))
        for key, noun in (
            ("theme", "need"),
            ("recommendations", "recommendation"),
            ("must", "organisation"),
            ("not_now", "organisation"),
        )
    }
    request = Request(
        Theme(named["theme"], named["recommendations"]),
        given["seats"],
        named["must"],
        named["not_now"],
        one_per_parent=not given["several_per_parent"],
        answering=given["answering"] / 100.0,
    )
    analysis = Analysis(snapshot, Filter(as_of))
    before = earlier(snapshot)
    proposal = invite(analysis, request, before)
    listed = explained(analysis, request, proposal.guests, before)
    if as_json:
        print_json(_plain(analysis, listed, proposal))
    else:
        for line in _lines(analysis, listed, proposal):
            print_line(line)


def _lines(analysis: Analysis, listed: GuestList, proposal: Proposal) -> list[str]:
    from oci_map.roundtable.coverage import KINDS
    from oci_map.roundtable.names import organisation_name
    from oci_map.roundtable.proposing import proof_sentence
    from oci_map.roundtable.reasons import coverage_sentence, missing_sentence

    snapshot = analysis.snapshot
    lines = [
        f"{number(place)}. {organisation_name(snapshot, guest)}: {listed.reason(guest)}"
        for place, guest in enumerate(listed.guests, start=1)
    ]
    lines += [""]
    lines += [
        coverage_sentence(listed.coverage, kind)
        for kind in KINDS
        if listed.coverage.counts(kind)[1]
    ]
    lines += [missing_sentence(analysis, goal) for goal in listed.coverage.missing]
    return [*lines, "", proof_sentence(proposal)]


def _plain(analysis: Analysis, listed: GuestList, proposal: Proposal) -> dict[str, object]:
    from oci_map.cli.named import named, rounded
    from oci_map.roundtable.coverage import KINDS
    from oci_map.roundtable.proposing import proof_sentence

    snapshot = analysis.snapshot
    found = listed.coverage
    return {
        "format": FORMAT,
        "proven": proposal.is_proven,
        "distance": rounded(proposal.distance),
        "sentence": proof_sentence(proposal),
        "guests": [
            {
                **named(snapshot, "organisation", guest),
                "reason": listed.reason(guest),
                "lost": listed.lost_sentence(guest),
                "asked": listed.asked_sentence(guest),
                "deputy": named(snapshot, "organisation", proposal.deputies[guest])
                if guest in proposal.deputies
                else None,
            }
            for guest in listed.guests
        ],
        "coverage": {
            kind: {"covered": found.counts(kind)[0], "of": found.counts(kind)[1]} for kind in KINDS
        },
        "missing": _plain_goals(analysis, found.missing),
    }


def _plain_goals(analysis: Analysis, goals: Sequence[Goal]) -> list[dict[str, str]]:
    from oci_map.roundtable.reasons import missing_sentence

    return [
        {"kind": goal.kind, "key": goal.key, "sentence": missing_sentence(analysis, goal)}
        for goal in goals
    ]
