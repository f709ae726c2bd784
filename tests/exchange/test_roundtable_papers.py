from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.drawing.strokes import Words
from oci_map.drawing.style import STYLES
from oci_map.errors import UserError
from oci_map.exchange import name_cards
from oci_map.exchange.calendar_file import calendar, write_calendar
from oci_map.exchange.name_cards import GRIDS, Card, write_cards
from oci_map.exchange.name_cards_docx import cards_docx
from oci_map.exchange.name_cards_pages import card_sheets
from oci_map.exchange.report import Bullets, Heading, PageBreak, Paragraph, Report, Table
from oci_map.exchange.report_docx import docx as word
from oci_map.exchange.report_pages import report_sheets
from oci_map.exchange.roundtable_papers import PAPERS, papers, write_papers
from oci_map.model import records as r
from oci_map.model.change import RecordChange
from oci_map.model.fields import noun_of
from oci_map.model.guests import expected
from oci_map.model.ids import RecordId, new_id
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.letters import letter
from oci_map.roundtable.plan import places, plan_of
from oci_map.roundtable.proposing import guest_list
from oci_map.roundtable.reasons import reasons
from oci_map.roundtable.task import seating_of
from tests.examples import snapshot_of

ABROAD = RecordId("roundtable-2012-abroad")
MOMENT = datetime(2012, 1, 2, 3, 4, 5, tzinfo=UTC)


def _with(snapshot: Snapshot, *records: r.Record) -> Snapshot:
    return snapshot.after([RecordChange(noun_of(one).name, one.id, None, one) for one in records])


def _table(snapshot: Snapshot, **values: object) -> Snapshot:
    planned = snapshot.all(r.Roundtable)[ABROAD]
    return _with(snapshot, replace(planned, **values))  # type: ignore[arg-type]


@pytest.fixture(scope="module", autouse=True)
def _toolkit(qapp: object) -> None:
    """Have the tests' own application: a PDF would make one without windows."""


@pytest.fixture(scope="module")
def seated() -> Snapshot:
    """Give the worked example with everybody at a table, a host and a person."""
    first = _table(snapshot_of("oci-worked-example"), starts_at="13:30")
    task = seating_of(first, ABROAD)
    plan = task.seat(steps=60).plan
    seats = [
        r.Seat(id=new_id(), invitation=guest, round=at, table=table)
        for guest, at, table in places(plan)
    ]
    guest = plan[0][1][0]
    person = r.Person(
        id=RecordId("ann"), name="Ann Peeters", organisation=task.organisations[guest],
        email="ann@example.org",
    )  # fmt: skip
    sheet = r.TableSheet(
        id=RecordId("sheet"), roundtable=ABROAD, round=1, table=2,
        host=task.organisations[guest], topics=(RecordId("need-figures"),),
        question="Who begins?", notes="Bring the list.\nAnd coffee.",
    )  # fmt: skip
    invited = replace(first.all(r.Invitation)[guest], person=person.id)
    return _with(first, *seats, person, sheet, invited)


def _texts(report: Report) -> Iterator[str]:
    for block in report.blocks:
        match block:
            case Heading() | Paragraph():
                yield block.text
            case Bullets():
                yield from block.items
            case Table():
                yield from block.heads
                for row in block.rows:
                    yield from row


def _tables(report: Report) -> list[Table]:
    return [block for block in report.blocks if isinstance(block, Table)]


# ----------------------------------------------------------------------------------- what is said


def test_the_guest_list_names_every_guest_once_with_a_reason(seated: Snapshot) -> None:
    made = papers(seated, ABROAD, ["guests"])
    (table,) = _tables(made)
    names = seating_of(seated, ABROAD).company.names
    there = expected(seated, ABROAD)
    assert [row[1] for row in table.rows] == sorted((names[one] for one in there), key=str.casefold)
    assert all(row[2] not in ("", "–") for row in table.rows)
    assert "24 guests" in made.subtitle
    assert "13:30–16:15" in made.subtitle
    assert "Nobody from Heritage." in list(_texts(made))


def test_tables_and_seats_are_those_of_the_plan(seated: Snapshot) -> None:
    plan = plan_of(seated, ABROAD)
    names = seating_of(seated, ABROAD).company.names
    rounds = _tables(papers(seated, ABROAD, ["tables"]))
    assert len(rounds) == len(plan)
    for table, row_of_tables in zip(rounds, plan, strict=True):
        for (number, there, about), guests in zip(table.rows, row_of_tables, strict=True):
            shown = [name.removesuffix(" (host)") for name in there.split("; ")]
            assert shown == [names[one] for one in guests]
            assert about
            assert number == str(row_of_tables.index(guests) + 1)
    (seats,) = _tables(papers(seated, ABROAD, ["seats"]))
    found = {(row[0], at): cell for row in seats.rows for at, cell in enumerate(row[1:], 1)}
    assert found == {(names[guest], at): f"Table {table}" for guest, at, table in places(plan)}


def test_the_brief_of_a_table_says_what_was_decided_about_it(seated: Snapshot) -> None:
    made = papers(seated, ABROAD, ["hosts"])
    starts = [one.text for one in made.blocks if isinstance(one, Heading) and one.level == 1]
    assert starts == ["Briefs for the hosts", *(f"Table {number}" for number in range(1, 6))]
    assert sum(isinstance(one, PageBreak) for one in made.blocks) == 5
    (overview,) = _tables(made)
    chosen = seated.organisations[seated.all(r.TableSheet)[RecordId("sheet")].host].short
    assert overview.rows[1][1] == chosen
    assert all(cell.endswith("?") for row in overview.rows for cell in row[2:])
    begin = next(
        place for place, one in enumerate(made.blocks) if getattr(one, "text", "") == "Table 2"
    )
    said = list(_texts(replace(made, blocks=made.blocks[begin : begin + 8])))
    assert said[1] == "Round 1, 13:45–14:25"
    assert said[2].startswith("Guests: ")
    assert said[3].startswith("Host: ")
    assert "Who begins?" in said
    assert "Bring the list." in said
    assert "And coffee." in said
    task = seating_of(seated, ABROAD)
    for at, tables in enumerate(task.plan, 1):
        for guests in tables:
            line = next(
                text
                for text in _texts(made)
                if text.startswith("Guests: ")
                and all(task.company.names[one] in text for one in guests)
            )
            assert line.count(",") == len(guests) - 2, at


def test_the_time_plan_or_what_is_missing_for_it(seated: Snapshot) -> None:
    (table,) = _tables(papers(seated, ABROAD, ["agenda"]))
    assert table.rows[0] == ("13:30–13:45", "Welcome")
    assert table.rows[-1] == ("15:55–16:15", "Closing")
    for values, said in (
        ({"starts_at": ""}, "time at which"),
        ({"minutes": None}, "how many minutes"),
        ({"starts_at": "23:00"}, "after midnight"),
    ):
        texts = list(_texts(papers(_table(seated, **values), ABROAD, ["agenda"])))
        assert any(said in text for text in texts)


def test_an_invitation_gives_the_reason_for_this_guest(seated: Snapshot) -> None:
    made = papers(seated, ABROAD, ["letters"])
    heads = [one.text for one in made.blocks if isinstance(one, Heading)]
    assert len(heads) == len(expected(seated, ABROAD))
    assert any(one.startswith("Ann Peeters (") for one in heads)
    ann = next(one for one in seated.all(r.Invitation).values() if one.person == "ann")
    written = letter(seated, ann)
    assert written.paragraphs[0] == "Dear Ann Peeters,"
    assert written.address == "ann@example.org"
    assert "22 November 2012, 13:30–16:15, Kortrijk" in written.text
    assert "You " in written.paragraphs[2]
    assert written.paragraphs[-1] == "Flanders DC"


def test_where_no_reason_is_found_the_words_of_the_coordinator_stand(seated: Snapshot) -> None:
    new = r.Roundtable(id=RecordId("new"), name_en="New", topics=(RecordId("need-capital"),))
    guest = r.Invitation(
        id=RecordId("nav"), roundtable=new.id, organisation=RecordId("designregio-kortrijk"),
        reason="Knows every architect.", status="accepted",
    )  # fmt: skip
    twin = replace(guest, id=RecordId("twin"), organisation=RecordId("design-hub-limburg"))
    snapshot = _with(seated, new, guest, twin)
    written = letter(snapshot, guest)
    found = guest_list(snapshot, new.id)
    said = reasons(found.goals, found.request, found.guests, guest.organisation)
    assert ("Knows every architect." in written.paragraphs) == (not said or said[0].kind == "asked")


# --------------------------------------------------------------------------------- what is refused


def test_what_cannot_be_made_yet_is_said(seated: Snapshot, tmp_path: Path) -> None:
    empty = _with(seated, r.Roundtable(id=RecordId("new"), name_en="New"))
    worked = snapshot_of("oci-worked-example")
    with pytest.raises(UserError, match="Nobody is on the list"):
        papers(empty, RecordId("new"), ["guests"])
    with pytest.raises(UserError, match="Nobody is on the list"):
        write_cards(empty, RecordId("new"), tmp_path / "cards.pdf")
    with pytest.raises(UserError, match="Nobody has a seat"):
        papers(worked, ABROAD, ["guests", "hosts"])
    with pytest.raises(UserError, match="at least one paper"):
        papers(seated, ABROAD, [])
    with pytest.raises(UserError, match=r"\.docx or \.pdf"):
        write_papers(seated, ABROAD, ["guests"], tmp_path / "papers.txt")
    assert list(tmp_path.iterdir()) == []


# -------------------------------------------------------------------------------------- the files


@pytest.mark.parametrize("language", list(i18n.LANGUAGES))
def test_word_and_pdf_say_the_same(
    seated: Snapshot, tmp_path: Path, language: i18n.Language
) -> None:
    with i18n.speaking(language):
        made = papers(seated, ABROAD, list(PAPERS))
        document = docx.Document(io.BytesIO(word(made, STYLES["print"])))
        sheets = report_sheets(made, STYLES["print"])
        assert write_papers(seated, ABROAD, ["tables"], tmp_path / "t.pdf") == [tmp_path / "t.pdf"]
    in_word = {one.text for one in document.paragraphs}
    in_word |= {cell.text for t in document.tables for row in t.rows for cell in row.cells}
    assert {" ".join(text.split()) for text in _texts(made)} <= in_word
    drawn = " ".join(
        stroke.text for sheet in sheets for stroke in sheet.furniture if hasattr(stroke, "text")
    )
    for text in _texts(made):
        if len(text) < 40:
            assert text in drawn
    assert (tmp_path / "t.pdf").read_bytes().startswith(b"%PDF")


def test_the_brief_of_three_rounds_fits_on_one_sheet(seated: Snapshot) -> None:
    sheets = report_sheets(papers(seated, ABROAD, ["hosts"]), STYLES["print"])
    assert len(sheets) <= 7  # who hosts what, five tables, and one has notes


# ----------------------------------------------------------------------------------------- cards


def test_everybody_has_a_card_with_its_tables(seated: Snapshot) -> None:
    cards = name_cards.name_cards(seated, ABROAD)
    assert len(cards) == len(expected(seated, ABROAD))
    ann = next(card for card in cards if card.name == "Ann Peeters")
    guest = next(one.id for one in seated.all(r.Invitation).values() if one.person == "ann")
    own = sorted((at, table) for one, at, table in places(plan_of(seated, ABROAD)) if one == guest)
    assert ann.foot == "Tables " + " · ".join(str(table) for _at, table in own)
    plain = name_cards.name_cards(snapshot_of("oci-worked-example"), ABROAD)
    assert {card.foot for card in plain} == {""}


@pytest.mark.parametrize("kind", list(GRIDS))
@settings(max_examples=15, deadline=None)
@given(names=st.lists(st.text(min_size=1, max_size=60), min_size=1, max_size=9))
def test_any_name_stays_inside_its_card(kind: str, names: list[str]) -> None:
    from oci_map.drawing.text import text_width

    grid = GRIDS[kind]
    cards = [Card(" ".join(name.split()) or "x", "of " + name[:20], "Table 1") for name in names]
    sheets = card_sheets(cards, grid, "Title", STYLES["print"])
    assert len(sheets) == -(-len(cards) // (grid.columns * grid.rows))
    width = grid.width * 96 / 25.4
    for sheet in sheets:
        for stroke in sheet.furniture:
            if isinstance(stroke, Words):
                assert text_width(stroke.text, stroke.size, stroke.weight) <= width


@pytest.mark.parametrize("kind", list(GRIDS))
@settings(max_examples=40, deadline=None)
@example(name="MEDIA Desk", below="MEDIA Desk België – Vlaamse Gemeenschap", foot="Tables 2 · 3")
@given(
    name=st.text("abc DE", min_size=1, max_size=80),
    below=st.text("xyz ", max_size=120),
    foot=st.sampled_from(["", "Tables 2 · 3 · 1"]),
)
def test_no_line_of_a_card_lies_on_another(kind: str, name: str, below: str, foot: str) -> None:
    grid = GRIDS[kind]
    (sheet,) = card_sheets([Card(name, below.strip(), foot)], grid, "Title", STYLES["print"])
    lines = [one for one in sheet.furniture if isinstance(one, Words) and one.text.strip()]
    top = (grid.top + (grid.height / 2 if grid.folded else 0)) * 96 / 25.4
    for line in lines:  # from the top down
        assert line.y - 0.75 * line.size >= top - 0.5
        top = line.y + 0.2 * line.size
    assert top <= (grid.top + grid.height) * 96 / 25.4


@pytest.mark.parametrize("kind", list(GRIDS))
@pytest.mark.parametrize("name", ["Ann", "x" * 10_000, "👩🏽‍🎨 שלום <img src=x>", "A\u0000B"])
def test_cards_are_written_with_any_name(tmp_path: Path, kind: str, name: str) -> None:
    cards = [Card(name, "Below", "Tables 1 · 2")] * 5
    document = docx.Document(io.BytesIO(cards_docx(cards, GRIDS[kind], "Title")))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    assert sum("Below" in cell.text for cell in cells) == 5
    assert card_sheets(cards, GRIDS[kind], "Title", STYLES["print"])


def test_cards_as_files(seated: Snapshot, tmp_path: Path) -> None:
    for kind in GRIDS:
        for suffix in (".pdf", ".docx"):
            (path,) = write_cards(seated, ABROAD, tmp_path / f"{kind}{suffix}", kind)
            assert path.stat().st_size > 1000


# -------------------------------------------------------------------------------------- calendar


def _unfolded(data: bytes) -> dict[str, str]:
    """Read the lines of a calendar file as RFC 5545 says, each property once but BEGIN and END."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert all(line.decode("utf-8") for line in lines[:-1])  # no sign is cut in two
    text = data.decode("utf-8").replace("\r\n ", "")
    found = {}
    for line in text.split("\r\n")[:-1]:
        name, _colon, value = line.partition(":")
        if name not in ("BEGIN", "END"):
            assert name not in found
            found[name] = value
    return found


def _unescaped(text: str) -> str:
    out, signs = [], iter(text)
    for sign in signs:
        if sign == "\\":
            following = next(signs)
            out.append("\n" if following in "nN" else following)
        else:
            assert sign not in ";,"
            out.append(sign)
    return "".join(out)


def test_the_calendar_has_the_hours_of_the_invitation(seated: Snapshot, tmp_path: Path) -> None:
    found = _unfolded(calendar(seated, ABROAD, MOMENT))
    assert found["DTSTAMP"] == "20120102T030405Z"
    assert (found["DTSTART"], found["DTEND"]) == ("20121122T133000", "20121122T161500")
    assert found["UID"] == f"{ABROAD}@oci-map"
    assert found["SUMMARY"] == "Abroad together"
    assert found["LOCATION"] == "Kortrijk"
    assert "13:30–13:45 Welcome" in _unescaped(found["DESCRIPTION"])
    whole = _unfolded(calendar(_table(seated, starts_at=""), ABROAD, MOMENT))
    assert whole["DTSTART;VALUE=DATE"] == "20121122"
    short = _unfolded(calendar(_table(seated, minutes=None), ABROAD, MOMENT))
    assert short["DTEND"] == "20121122T143000"
    late = _unfolded(calendar(_table(seated, starts_at="23:45"), ABROAD, MOMENT))
    assert late["DTEND"] == "20121122T235900"
    path = tmp_path / "a.ics"
    assert write_calendar(seated, ABROAD, path) == path
    with pytest.raises(UserError, match=r"end in \.ics"):
        write_calendar(seated, ABROAD, tmp_path / "a.txt")
    with pytest.raises(UserError, match="needs the day"):
        calendar(_table(seated, date="2012-11"), ABROAD)


@given(st.text(max_size=300))
def test_any_title_comes_back_from_the_calendar(title: str) -> None:
    from oci_map.model.text import clean_text

    kept = clean_text(f"x{title}")
    worked = snapshot_of("oci-worked-example")
    snapshot = _table(worked, name_en=kept, name_nl="", place=kept)
    found = _unfolded(calendar(snapshot, ABROAD, MOMENT))
    assert _unescaped(found["SUMMARY"]) == kept.replace("\t", " ")
    assert _unescaped(found["LOCATION"]) == kept.replace("\t", " ")
