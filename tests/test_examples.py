"""The shipped examples hold what their data files say, and those hold the facts of the sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing

import pytest

from oci_map import resources
from oci_map.document import Document
from oci_map.drawing import view_settings
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.gaps import pair_key
from oci_map.model import records as r
from oci_map.model import rules
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import GOVERNMENT
from resources.examples import build
from tests.examples import NAMES, snapshot_of

SOURCES, WORKED = NAMES
SHIPPED = (*NAMES, *(f"{name}.nl" for name in NAMES))
PLATFORM, POLICY, DESIGN = (RecordId(f"group-{one}") for one in ("platform", "policy", "design"))
NOW = "2012-10-01"
# What the program keeps for itself, and what evidence is made of, needs no evidence.
_NEEDS_NONE = (r.Source, r.Evidence, r.Position)


@pytest.fixture(params=SHIPPED)
def example(request: pytest.FixtureRequest) -> Snapshot:
    return snapshot_of(request.param)


def _all(snapshot: Snapshot) -> Iterator[tuple[str, r.Record]]:
    for noun in NOUNS:
        for record in snapshot.table(noun).values():
            yield noun, record


def _certainties(snapshot: Snapshot, record: r.Record, field: str = "") -> list[str]:
    return [
        one.certainty
        for one in snapshot.evidence_of.get(record.id, ())
        if one.noun == noun_of(record).name and one.field == field
    ]


def _members(snapshot: Snapshot, group: RecordId) -> set[RecordId]:
    return {one.organisation for one in snapshot.members_of.get(group, ())}


def _six(snapshot: Snapshot) -> list[r.WorkingGroup]:
    return [one for one in snapshot.groups.values() if one.kind == "working_group"]


# --------------------------------------------------------------------------------- both examples


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_document_holds_what_the_data_files_say(name: str, language: str) -> None:
    said = build.records_of(name, language)
    there = snapshot_of(name if language == "en" else f"{name}.nl")
    shipped = [one for _noun, one in _all(there) if not isinstance(one, r.Position)]
    assert shipped == [one for _noun, one in _all(Snapshot.of(said))]
    assert build.records_of(name, language) == said
    assert resources.example(name, language).exists()


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_differ_in_free_texts_only(name: str) -> None:
    one, other = snapshot_of(name), snapshot_of(f"{name}.nl")
    assert resources.example(name, "nl").name == f"{name}.nl.ocimap"
    assert resources.example(name, "fr").name == f"{name}.ocimap"
    for noun, record in _all(one):
        dutch = other.get(noun, record.id)
        assert dutch is not None
        for field in NOUNS[noun].fields:
            if field.kind not in (Kind.TEXT, Kind.LONG_TEXT):
                assert getattr(record, field.name) == getattr(dutch, field.name)
    assert other.all(r.Position) == one.all(r.Position)


@pytest.mark.parametrize("name", SHIPPED)
def test_an_example_is_opened_without_a_word(name: str) -> None:
    path = resources.path("examples", f"{name}.ocimap")
    with closing(Document.open(path, read_only=True)) as document:
        assert document.notices == ()


def test_every_record_keeps_the_rules(example: Snapshot) -> None:
    rules.check(example, [RecordChange(noun, one.id, None, one) for noun, one in _all(example)])


def test_every_name_is_there_in_both_languages(example: Snapshot) -> None:
    for noun, record in _all(example):
        for field in NOUNS[noun].fields:
            if field.name.endswith(("_nl", "_en")):
                assert str(getattr(record, field.name)).strip(), (noun, record.id, field.name)


def test_texts_that_exist_once_are_in_one_language(example: Snapshot) -> None:
    for noun, record in _all(example):
        for field in NOUNS[noun].fields:
            if field.kind is Kind.LONG_TEXT and field.name not in {"passage", "text_nl", "text_en"}:
                text = str(getattr(record, field.name))
                assert "\n" not in text, (noun, record.id, field.name)


def test_names_on_the_map_are_short(example: Snapshot) -> None:
    names = [one.abbreviation or one.short for one in example.organisations.values()]
    assert max(map(len, names)) <= len("Design Vlaanderen")
    assert len(set(names)) == len(names)


def test_no_person_is_in_the_examples(example: Snapshot) -> None:
    assert not example.all(r.Person)


def test_no_reason_was_left_unresolved(example: Snapshot) -> None:
    for one in example.all(r.Evidence).values():
        # A passage that is one lower-case word would be the name of a reason that is not there.
        assert not one.passage or " " in one.passage, one.id


# ---------------------------------------------------------------------------- from the sources


def test_the_sources_are_counted() -> None:
    counts = snapshot_of(SOURCES).counts()
    assert {noun: count for noun, count in counts.items() if count and noun != "evidence"} == {
        "sector": 12, "policy_level": 5, "policy_domain": 5, "organisation": 36,
        "working_group": 9, "membership": 39, "emphasis": 4, "roundtable": 3,
        "initiative": 16, "source": 3,
    }  # fmt: skip


def test_the_two_platforms_have_33_different_organisations() -> None:
    sources = snapshot_of(SOURCES)
    platform, policy, design = (_members(sources, one) for one in (PLATFORM, POLICY, DESIGN))
    assert (len(platform), len(policy), len(design)) == (26, 8, 5)
    assert platform & policy == {"flanders-dc"}
    assert len(platform | policy) == 33
    assert design - platform == {"flanders-inshape", "designregio-kortrijk", "design-hub-limburg"}
    assert platform | policy | design == set(sources.organisations)
    assert sources.info.coordinator == "flanders-dc"
    assert sources.info.platform == PLATFORM


def test_nobody_is_known_to_sit_in_the_six_working_groups() -> None:
    sources = snapshot_of(SOURCES)
    groups = _six(sources)
    assert len(groups) == 6
    for group in groups:
        assert not _members(sources, group.id)
        assert _certainties(sources, group) == ["stated", "unknown"]
        assert group.parent == PLATFORM


def test_every_record_of_the_sources_has_evidence_and_none_is_invented() -> None:
    sources = snapshot_of(SOURCES)
    for _noun, record in _all(sources):
        if not isinstance(record, _NEEDS_NONE):
            assert _certainties(sources, record), record.id
    certainties = Counter(one.certainty for one in sources.all(r.Evidence).values())
    assert set(certainties) == {"stated", "inferred", "unknown"}
    assert all(one.passage for one in sources.all(r.Evidence).values())


def test_what_is_unknown_is_empty_and_what_is_empty_about_a_level_is_unknown() -> None:
    sources = snapshot_of(SOURCES)
    for one in sources.all(r.Evidence).values():
        if one.certainty == "unknown" and one.field:
            record = sources.get(one.noun, one.record)
            assert not getattr(record, one.field), one.id
    for organisation in sources.organisations.values():
        known = "inferred" if organisation.policy_level else "unknown"
        assert _certainties(sources, organisation, "policy_level") == [known]


def test_a_sector_is_stated_for_two_organisations_and_inferred_for_the_others() -> None:
    sources = snapshot_of(SOURCES)
    stated = set()
    for organisation in sources.organisations.values():
        if organisation.sectors:
            (certainty,) = _certainties(sources, organisation, "sectors")
            if certainty == "stated":
                stated.add(organisation.id)
    assert stated == {"design-vlaanderen", "ffi"}
    across = {one.id for one in sources.organisations.values() if one.cross_sector}
    assert across == {"ams", "cultuurinvest", "flanders-dc", "howest", "kunstenloket"}
    in_none = {
        one.id
        for one in sources.organisations.values()
        if not one.sectors and not one.cross_sector and one.kind != GOVERNMENT
    }
    assert not in_none


def test_heritage_is_the_only_sector_without_an_organisation(example: Snapshot) -> None:
    held = {sector for one in example.organisations.values() for sector in one.sectors}
    assert set(example.sectors) - held == {"sector-heritage"}


def test_sectors_have_colours_and_initials_of_their_own(example: Snapshot) -> None:
    for field in ("initials_nl", "initials_en", "colour", "colour_dark"):
        values = [getattr(one, field) for one in example.sectors.values()]
        assert len(set(values)) == 12, field


def test_the_amounts_are_those_of_the_answer() -> None:
    budgets = {
        one.id: (one.budget, one.budget_period)
        for one in snapshot_of(SOURCES).all(r.Initiative).values()
        if one.budget is not None
    }
    assert budgets == {
        "initiative-coaching": (400_000, "total"),
        "initiative-film-support": (5_000_000, "year"),
        "initiative-win-win-loan": (100_000, "case"),
    }


def test_the_meetings_parts_and_leads_are_those_of_the_answer() -> None:
    sources = snapshot_of(SOURCES)
    dates = [one.date for one in sources.all(r.Roundtable).values()]
    assert dates == ["2010-03", "2011-05-27", "2012-07-06"]
    parents = {one.id: one.parent for one in sources.organisations.values() if one.parent}
    assert parents == {"ffi": "flanders-dc", "design-vlaanderen": "agentschap-ondernemen"}
    leads = [one.lead for one in sources.all(r.Emphasis).values()]
    assert leads == ["fit", "", "", ""]


# ------------------------------------------------------------------------------ worked example


def test_the_worked_example_adds_to_the_sources_and_takes_nothing_away() -> None:
    sources, worked = snapshot_of(SOURCES), snapshot_of(WORKED)
    for noun, record in _all(sources):
        if noun != "evidence":  # what was filled in takes the place of "unknown"
            assert worked.get(noun, record.id) is not None, (noun, record.id)
    counts = worked.counts()
    assert counts["recommendation"] == 54
    assert counts["organisation"] == 36
    assert counts["working_group"] == 9
    assert 9 <= counts["need"] <= 10
    assert counts["roundtable"] == 4


def test_everything_invented_is_marked() -> None:
    sources, worked = snapshot_of(SOURCES), snapshot_of(WORKED)
    for noun, record in _all(worked):
        if isinstance(record, _NEEDS_NONE):
            continue
        before = sources.get(noun, record.id)
        if before is None:
            assert _certainties(worked, record) == ["illustrative"], (noun, record.id)
        else:
            for field in NOUNS[noun].fields:
                if getattr(before, field.name) != getattr(record, field.name):
                    assert _certainties(worked, record, field.name) == ["illustrative"]


def test_the_working_groups_overlap_as_groups_do() -> None:
    worked = snapshot_of(WORKED)
    seats = Counter(one for group in _six(worked) for one in _members(worked, group.id))
    members = _members(worked, PLATFORM)
    assert set(seats) <= members
    assert max(seats.values()) == 2
    twice = sum(count == 2 for count in seats.values())
    assert 0.15 <= twice / len(members) <= 0.30
    assert "rec-radiocentrum" not in seats
    assert all(len(_members(worked, group.id)) >= 4 for group in _six(worked))
    assert "howest" not in _members(worked, RecordId("group-internationalisation"))


def test_ties_begin_and_end_over_the_years() -> None:
    ties = snapshot_of(WORKED).ties.values()
    kinds = Counter(one.kind for one in ties)
    assert 65 <= kinds["cooperation"] <= 75
    assert kinds["project"] == 5
    assert kinds["funding"] == 11
    assert {one.active_from[:4] for one in ties} == {"2009", "2010", "2011", "2012"}
    assert any("" < one.active_to < NOW for one in ties)
    assert all(one.directed == (one.kind == "funding") for one in ties)


def test_recommendations_have_all_states_and_some_an_answer() -> None:
    worked = snapshot_of(WORKED)
    made = worked.all(r.Recommendation).values()
    assert [one.number for one in made] == list(range(1, 55))
    assert {one.status for one in made} == set(NOUNS["recommendation"].field("status").choices)
    for one in made:
        waits = one.status in ("proposed", "discussed")
        assert waits == (not one.answer) == (not one.answered_on)
        assert one.supporters
        assert one.need
        assert one.emphasis
    assert any(not one.addressed_to and not one.to_the_sector for one in made)
    for body in {body for one in made for body in one.addressed_to}:
        assert worked.organisations[body].kind == GOVERNMENT


def test_two_roundtables_were_held_and_one_is_planned() -> None:
    worked = snapshot_of(WORKED)
    invitations = worked.all(r.Invitation)
    seated = Counter(invitations[one.invitation].roundtable for one in worked.all(r.Seat).values())
    assert set(seated) == {"roundtable-2010", "roundtable-2011"}
    for one in worked.all(r.Seat).values():
        assert invitations[one.invitation].status == "attended"
    planned = [one for one in invitations.values() if one.roundtable == "roundtable-2012-abroad"]
    assert len(planned) == worked.all(r.Roundtable)[RecordId("roundtable-2012-abroad")].seats
    assert {one.status for one in planned} == {"invited", "accepted", "declined"}


@pytest.mark.parametrize("without", [False, True])
def test_gaming_and_fashion_share_three_needs_and_have_no_tie(*, without: bool) -> None:
    analysis = Analysis(snapshot_of(WORKED), Filter(as_of=NOW, without_coordinator=without))
    first = analysis.findings.at_level("sector")[0]
    assert {side.record for side in first.sides} == {"sector-gaming", "sector-fashion"}
    assert len(first.shared_needs) == 3
    assert (first.ties, first.pairs) == (0, 4)
    strong = [one for one in analysis.pair_gaps if len(one.shared_needs) > 1]
    assert 5 <= len(strong) <= 10
    assert len(strong[0].shared_needs) == 3


def test_a_seat_for_howest_in_internationalisation_closes_gaps() -> None:
    worked = snapshot_of(WORKED)
    seat = r.Membership(
        id=RecordId("new"),
        organisation=RecordId("howest"),
        group=RecordId("group-internationalisation"),
    )
    after = worked.after([RecordChange("membership", seat.id, None, seat)])
    before_keys = {one.key for one in Analysis(worked, Filter()).pair_gaps}
    after_keys = {one.key for one in Analysis(after, Filter()).pair_gaps}
    assert after_keys < before_keys
    assert pair_key(RecordId("howest"), RecordId("media-desk")) in before_keys - after_keys


def test_a_gap_shows_only_without_the_coordinator() -> None:
    worked = snapshot_of(WORKED)
    key = pair_key(RecordId("boek-be"), RecordId("kunstenloket"))
    found = {
        without: {
            one.key for one in Analysis(worked, Filter(without_coordinator=without)).pair_gaps
        }
        for without in (False, True)
    }
    assert key in found[True] - found[False]


def test_bridges_stand_out() -> None:
    analysis = Analysis(snapshot_of(WORKED), Filter(as_of=NOW))
    for bridge, best in (("design-vlaanderen", 1), ("howest", 3)):
        rank = analysis.brokerage_rank(RecordId(bridge))
        assert rank is not None
        assert rank[0] <= best


def test_decisions_are_about_gaps_that_are_there() -> None:
    worked = snapshot_of(WORKED)
    analysis = Analysis(worked, Filter(as_of=NOW))
    found = {one.key for one in analysis.pair_gaps} | {
        one.key for one in analysis.findings.at_level("sector")
    }
    decided = {one.gap for one in worked.all(r.GapNote).values()}
    assert decided <= found
    assert "sector:sector-fashion|sector-gaming" in decided


def test_the_saved_view_can_be_read() -> None:
    (view,) = snapshot_of(WORKED).all(r.SavedView).values()
    reading = view_settings.read(view.settings)
    assert reading.settings.filter == Filter(as_of=NOW, without_coordinator=True)
    assert reading.problems == ()
