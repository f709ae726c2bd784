"""Texts become values or reasons; many cells are one step, and nothing is half-applied."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.errors import UserError
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import NOUNS, Kind, noun_of
from oci_map.model.ids import RecordId
from oci_map.model.rules import check
from oci_map.model.snapshot import Snapshot
from oci_map.operations import cells, records
from oci_map.operations.cell_reading import read
from oci_map.operations.cell_texts import shown, written
from oci_map.operations.cells import Row, apply, plan, plan_values
from oci_map.operations.record_names import RecordNames
from tests.examples import NAMES, snapshot_of
from tests.model.any_record import any_record
from tests.operations.maps import RECORDS, A, B, C, G, H, N, S, create

SNAPSHOT = Snapshot.of(RECORDS)


def value(noun: str, field: str, text: str, snapshot: Snapshot = SNAPSHOT) -> object:
    return read(RecordNames(snapshot), NOUNS[noun].field(field), text)


def refusal(noun: str, field: str, text: str, snapshot: Snapshot = SNAPSHOT) -> str:
    with pytest.raises(UserError) as caught:
        value(noun, field, text, snapshot)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("noun", "field", "text", "kept"),
    [
        ("organisation", "name", "  Café \n ’t Hoekje ", "Café   ’t Hoekje"),
        ("organisation", "note", "one\ntwo\n", "one\ntwo"),
        ("organisation", "aliases", "VAi; VAI ;; VAi\nAi", ("VAi", "VAI", "Ai")),
        ("organisation", "kind", "federation", "federation"),
        ("organisation", "kind", "FEDERATION or interest group", "federation"),
        ("organisation", "sectors", "Fashion", (S,)),
        ("organisation", "sectors", "mode; Fashion", (S,)),
        ("organisation", "sectors", "", ()),
        ("organisation", "cross_sector", "ja", True),
        ("organisation", "cross_sector", "FALSE", False),
        ("organisation", "parent", "beta federation", B),
        ("organisation", "parent", "BETA", B),
        ("organisation", "parent", "b", B),
        ("organisation", "parent", "", ""),
        ("organisation", "active_from", "6/7/2012", "2012-07-06"),
        ("organisation", "active_from", "6 Jul 2012", "2012-07-06"),
        ("organisation", "active_from", "juli 2012", "2012-07"),
        ("organisation", "active_from", "2012-07-06 00:00:00", "2012-07-06"),
        ("organisation", "active_from", "2012", "2012"),
        ("initiative", "budget", "€ 1.250.000", 1_250_000),
        ("initiative", "budget", "1,250,000.00", 1_250_000),
        ("initiative", "budget", "1250", 1250),
        ("initiative", "budget", "", None),
        ("roundtable", "seats", "24,00", 24),
        ("sector", "colour", "#1f7a5c", "#1f7a5c"),
        ("organisation", "active_from", "01-03-2019", "2019-03-01"),
    ],
)
def test_texts_are_read_as_the_field_holds_them(
    noun: str, field: str, text: str, kept: object
) -> None:
    assert value(noun, field, text) == kept


@pytest.mark.parametrize(
    ("noun", "field", "text", "says"),
    [
        ("organisation", "sectors", "Fashon", "Did you mean “Fashion”"),
        ("organisation", "sectors", "Fashion; Zzz", "“Zzz” is not in the document (Sector)"),
        ("organisation", "kind", "pub", "is not one of the choices for “Type”: Federation"),
        ("organisation", "active_from", "31/2/2012", "is not a date"),
        ("organisation", "active_from", "yesterday", "is not a date"),
        ("organisation", "cross_sector", "perhaps", "neither yes nor no"),
        ("initiative", "budget", "1,5", "not a whole number"),
        ("initiative", "budget", "12 of 13", "not a whole number"),
        ("membership", "organisation", " ", "“Organisation” must be filled in."),
        ("membership", "group", "x" * 10_000, "…” is not in the document"),
        ("tie", "strength", "", "“Strength” must be filled in."),
        ("organisation", "parent", "<img src=x>", "“<img src=x>” is not in the document"),
    ],
)
def test_what_cannot_be_read_has_a_sentence(noun: str, field: str, text: str, says: str) -> None:
    assert says in refusal(noun, field, text)


def test_a_name_that_two_records_share_is_not_guessed() -> None:
    twins = Snapshot.of(
        [r.Organisation(id=RecordId(one), name="Twin", aliases=(one * 3,)) for one in "xy"]
    )
    said = refusal("tie", "other", "twin", twins)
    assert "is the name of 2 records (Organisations); merge them," in said
    assert value("tie", "other", "yyy", twins) == "y"
    assert value("tie", "other", "x", twins) == "x"


def test_a_name_with_a_comma_or_a_semicolon_is_found_whole() -> None:
    named = Snapshot.of(
        [
            r.Organisation(id=RecordId("1"), name="Arts, Crafts"),
            r.Organisation(id=RecordId("2"), name="Arts"),
            r.Organisation(id=RecordId("3"), name="One; Two"),
        ]
    )
    assert value("initiative", "partners", "Arts, Crafts", named) == ("1",)
    assert value("initiative", "partners", "Arts; Arts, Crafts", named) == ("2", "1")
    assert value("initiative", "partners", "One; Two", named) == ("3",)


@given(record=any_record(), language=st.sampled_from(["en", "nl"]))
def test_what_is_written_can_be_read_again(record: r.Record, language: str) -> None:
    i18n.set_language(language)
    try:
        names = RecordNames(SNAPSHOT)
        for field in noun_of(record).fields:
            if field.is_reference or field.kind in (Kind.DATA, Kind.REAL):
                continue
            text = written(names, field, record)
            shown(names, field, record)
            held = getattr(record, field.name)
            if field.kind in (Kind.TEXT, Kind.ADDRESS):
                assert read(names, field, text) == " ".join(held.split("\n")).strip()
            elif field.kind is Kind.LONG_TEXT:
                assert read(names, field, text) == held.strip("\n")
            elif field.kind is not Kind.TEXTS and text:
                assert read(names, field, text) == held
    finally:
        i18n.set_language("en")


@pytest.mark.parametrize("example", NAMES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_cell_of_the_examples_can_be_pasted_where_it_was_copied(
    example: str, language: str
) -> None:
    i18n.set_language(language)
    snapshot = snapshot_of(example)
    names = RecordNames(snapshot)
    for noun in NOUNS.values():
        if not noun.listed or noun.name in ("evidence", "gap_note", "saved_view", "seat"):
            continue
        rows = [
            Row(one.id, {f.name: written(names, f, one) for f in noun.fields})
            for one in snapshot.table(noun.name).values()
        ]
        planned = plan(snapshot, noun.name, rows, names)
        assert planned.misfits == ()
        assert not planned.does_something, noun.name
    i18n.set_language("en")


# ---------------------------------------------------------------------------------- many at once


def test_a_block_is_one_step_with_a_name_and_undone_as_one(tmp_path: Path) -> None:
    document = create(tmp_path)
    before = document.snapshot
    rows = [
        Row(A, {"place": "Gent", "active_from": "2010"}),
        Row(B, {"place": "Aalst", "sectors": "Mode"}),
    ]
    apply(document, plan(before, "organisation", rows), cells.PASTED)
    assert str(document.undo_label) == "Pasted 4 cells in Organisations"
    assert document.snapshot.organisations[B].sectors == (S,)
    document.undo()
    assert document.snapshot == before
    document.close()


def test_what_does_not_fit_is_said_and_the_rest_can_be_done(tmp_path: Path) -> None:
    document = create(tmp_path)
    rows = [
        Row(A, {"place": "Gent", "active_from": "2012-13-45"}),
        Row(B, {"parent": "Beta", "place": "Aalst"}),  # part of itself
        Row(C, {"active_from": "2013", "active_to": "2012"}),
    ]
    planned = plan(document.snapshot, "organisation", rows)
    assert [(one.row, one.field) for one in planned.misfits] == [
        (0, "active_from"),
        (1, "parent"),
        (2, "active_to"),
    ]
    assert (planned.cells, planned.fitting) == (3, 3)
    assert document.undo_label is None
    apply(document, planned, cells.PASTED)
    kept = document.snapshot.organisations
    assert (kept[A].place, kept[A].active_from) == ("Gent", "")
    assert (kept[B].parent, kept[B].place) == (A, "Aalst")
    assert (kept[C].active_from, kept[C].active_to) == ("2013", "")
    document.close()


def test_a_circle_within_a_block_is_refused_on_both_sides() -> None:
    rows = [Row(A, {"parent": "Gamma"}), Row(C, {"parent": "Alpha"})]
    planned = plan(SNAPSHOT, "organisation", rows)
    assert {one.row for one in planned.misfits} == {0, 1}
    assert not planned.does_something


def test_rows_beyond_the_end_are_added_with_what_they_need(tmp_path: Path) -> None:
    document = create(tmp_path)
    rows = [
        Row(None, {"organisation": "Gamma", "group": "Platform", "role": "Chair"}),
        Row(None, {"organisation": "Gamma", "group": "", "role": "Chair"}),
        Row(None, {"organisation": "", "group": "", "role": ""}),
        Row(None, {"organisation": "gamma", "group": "platform", "role": "Member"}),
        Row(None, {"organisation": "Alpha", "group": "Platform", "role": "Member"}),
    ]
    planned = plan(document.snapshot, "membership", rows)
    assert [(one.organisation, one.group) for one in planned.added] == [(C, G)]  # type: ignore[attr-defined]
    assert [one.row for one in planned.misfits] == [1, 3, 4]
    assert "already sits in Platform" in planned.misfits[1].reason
    assert "already sits in Platform" in planned.misfits[2].reason
    apply(document, planned, cells.PASTED)
    assert str(document.undo_label) == "Added Gamma – Platform"
    document.close()


def test_ids_are_used_once() -> None:
    rows = [
        Row(None, {"id": "new", "name": "One"}),
        Row(None, {"id": "new", "name": "Two"}),
        Row(None, {"id": "a", "name": "Three"}),
        Row(B, {"id": "other"}),
        Row(C, {"id": "c", "place": "Gent"}),
    ]
    planned = plan(SNAPSHOT, "organisation", rows)
    assert [one.id for one in planned.added] == ["new"]
    assert [one.id for one in planned.changed] == [C]
    assert [one.reason.partition("”")[2] for one in planned.misfits] == [
        " stands twice in the block; each identifier may be used once.",
        " is there already; each identifier may be used once.",
        "",
    ]
    assert planned.misfits[2].reason == "An identifier stays as it is."


def test_new_rows_come_last_in_the_order_of_their_noun() -> None:
    planned = plan(
        SNAPSHOT, "need", [Row(None, {"name_nl": "Tijd"}), Row(None, {"name_nl": "Geld"})]
    )
    ranks = [one.rank for one in planned.added]  # type: ignore[attr-defined]
    assert ranks == [1, 2]


def test_emptying_what_must_be_filled_in_is_refused() -> None:
    planned = plan(SNAPSHOT, "organisation", [Row(A, {"name": "", "sectors": "", "kind": ""})])
    assert [one.field for one in planned.misfits] == ["name"]
    assert planned.changed[0] == r.Organisation(id=A, name="Alpha")


def test_values_are_filled_without_reading_them() -> None:
    planned = plan_values(SNAPSHOT, "organisation", [(B, {"parent": B}), (C, {"sectors": (S,)})])
    assert [one.id for one in planned.changed] == [C]
    assert [one.field for one in planned.misfits] == ["parent"]


@given(
    data=st.data(),
    noun=st.sampled_from(["organisation", "membership", "need_statement", "tie", "initiative"]),
)
def test_whatever_is_pasted_what_fits_is_allowed_by_the_rules(
    data: st.DataObject, noun: str
) -> None:
    described = NOUNS[noun]
    texts = st.sampled_from(
        ["", "Alpha", "Beta", "Gamma", "Platform", "Mode", "2012", "2011-05", "x", "3", "ja", "€ 5"]
    )
    names = [field.name for field in described.fields]
    there = [None, *SNAPSHOT.table(noun)]
    block = data.draw(
        st.lists(
            st.builds(
                Row,
                st.sampled_from(there),
                st.dictionaries(st.sampled_from([*names, "id"]), texts, max_size=6),
            ),
            max_size=5,
            unique_by=lambda row: row.record or object(),
        )
    )
    planned = plan(SNAPSHOT, noun, block)
    changes = [
        RecordChange(noun, one.id, SNAPSHOT.get(noun, one.id), one)
        for one in (*planned.changed, *planned.added)
    ]
    check(SNAPSHOT.after(changes), changes)
    for misfit in planned.misfits:
        assert misfit.reason
        assert 0 <= misfit.row < len(block)


def test_the_names_of_records_follow_the_document() -> None:
    names = RecordNames(SNAPSHOT)
    assert names.called("organisation", B) == "Beta"
    renamed = r.Organisation(id=B, name="Delta", abbreviation="D", aliases=("Dé",))
    after = SNAPSHOT.after([RecordChange("organisation", B, None, renamed)])
    names.follow(after)
    assert names.called("organisation", B) == "Delta"
    assert names.meant("organisation", "de") == (B,)
    assert names.meant("organisation", "Beta") == ()
    assert names.ordered("organisation") == [A, B, C]
    assert names.called("working_group", H) == "Ondernemerschap"
    assert names.called("need", N) == "Ruimte"


def test_one_cell_of_evidence_is_changed_although_a_field_is_called_noun(tmp_path: Path) -> None:
    document = create(tmp_path)
    source = r.Source(id=RecordId("source"), title="Vision")
    proof = r.Evidence(id=RecordId("proof"), source=source.id, noun="organisation", record=A)
    records.add(document, source)
    records.add(document, proof)
    planned = plan_values(document.snapshot, "evidence", [(proof.id, {"passage": "p. 12"})])
    apply(document, planned)
    assert document.snapshot.all(r.Evidence)[proof.id].passage == "p. 12"
    document.undo()
    assert document.snapshot.all(r.Evidence)[proof.id] == proof
    document.close()


def test_a_stroke_parts_two_names_but_not_one_that_is_there() -> None:
    named = Snapshot.of(
        [
            r.Sector(id=RecordId("1"), name_en="Post"),
            r.Sector(id=RecordId("2"), name_en="Parcels"),
            r.Sector(id=RecordId("3"), name_en="Bikes / hubs"),
        ]
    )
    assert value("organisation", "sectors", "post / Parcels", named) == ("1", "2")
    assert value("organisation", "sectors", "Bikes / hubs; Post", named) == ("3", "1")


def test_missing_records_are_added_once_each_and_only_where_a_name_is_enough(
    tmp_path: Path,
) -> None:
    document = create(tmp_path)
    rows = [
        Row(None, {"name": "One", "sectors": "Qqq; Www", "parent": "Nowhere"}),
        Row(None, {"name": "Two", "sectors": "QQQ"}),
    ]
    planned = plan(document.snapshot, "organisation", rows)
    assert planned.missing == {"sector": ("Qqq", "Www"), "organisation": ("Nowhere",)}
    wider = cells.plan_with_missing(document.snapshot, rows, planned)
    assert [noun_of(one).name for one in wider.first] == ["sector", "sector"]
    assert [one.field for one in wider.misfits] == ["parent"]
    before = len(document.snapshot.sectors)
    apply(document, wider, cells.PASTED)
    assert len(document.snapshot.sectors) == before + 2
    document.undo()
    assert len(document.snapshot.sectors) == before
    document.close()


def test_what_only_rows_name_that_do_not_fit_is_not_added(tmp_path: Path) -> None:
    document = create(tmp_path)
    late = {"active_from": "2015", "active_to": "2010"}
    rows = [
        Row(None, {"name": "One", "sectors": "Qqq; Www"}),
        Row(None, {"name": "Two", "sectors": "Www; Zzz", **late}),
    ]
    planned = plan(document.snapshot, "organisation", rows)
    assert planned.missing == {"sector": ("Qqq", "Www", "Zzz")}
    wider = cells.plan_with_missing(document.snapshot, rows, planned)
    assert [one.name_en for one in wider.first if isinstance(one, r.Sector)] == ["Qqq", "Www"]
    assert [one.name for one in wider.added if isinstance(one, r.Organisation)] == ["One"]
    apply(document, wider, cells.PASTED)
    planned = plan(document.snapshot, "organisation", rows[1:])
    alone = cells.plan_with_missing(document.snapshot, rows[1:], planned)
    assert (alone.first, alone.added) == ((), ())
    document.close()
