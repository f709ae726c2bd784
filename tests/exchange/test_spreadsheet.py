"""Spreadsheets come in as sheets of texts; what cannot be read says why, and harms nothing."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.errors import FileProblem, UserError
from oci_map.exchange import (
    csv_text,
    spreadsheet,
    spreadsheet_book,
    spreadsheet_guard,
    spreadsheet_reach,
)
from oci_map.exchange.csv_text import plain
from oci_map.exchange.spreadsheet import read_sheets
from oci_map.exchange.spreadsheet_cells import text_of, trimmed
from oci_map.progress import Cancelled, Progress
from tests.exchange.spreadsheets import (
    Value,
    excel,
    locked_excel,
    old_excel,
    open_document,
    open_table,
    packed,
)

# A spreadsheet knows no time zones.
AFTERNOON = datetime(2012, 7, 6, 14, 30)  # noqa: DTZ001
HEADS = ("Naam", "Sector(en)", "Lid sinds")
ONE = ("Zoë & zonen 🎲", "Muziek; Mode", "2012-07-06")


# ------------------------------------------------------------------------------- what is read


def test_a_workbook_of_excel_is_read_with_all_kinds_of_cells(tmp_path: Path) -> None:
    rows: list[list[Value]] = [
        [None, "Naam", "Sinds", "Om", "Uur", "Aantal", "Deel", "Ja"],
        [None, "Zoë\n2", date(2012, 7, 6), AFTERNOON, time(9, 5), 3, 2.5, True],
        [None] * 8,
        [None, "<img src=x>", date(1999, 12, 31), None, None, 12345678901, -0.5, False],
    ]
    path = excel(tmp_path / "leden.xlsx", {"Leden 2024": rows, "Leeg": []})
    leden, leeg = read_sheets(path)
    assert leden.name == "Leden 2024"
    # Empty rows, and empty columns at the side, are no part of a list.
    assert leden.rows == (
        ("Naam", "Sinds", "Om", "Uur", "Aantal", "Deel", "Ja"),
        ("Zoë\n2", "2012-07-06", "2012-07-06 14:30", "09:05", "3", "2.5", "yes"),
        ("<img src=x>", "1999-12-31", "", "", "12345678901", "-0.5", "no"),
    )
    assert (leeg.name, leeg.rows, leeg.problem) == ("Leeg", (), "")


def test_yes_and_no_are_written_in_the_language_of_the_tables(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [[True, False]]})
    with i18n.speaking("nl"):
        assert read_sheets(path)[0].rows == (("ja", "nee"),)


def test_a_workbook_with_macros_and_one_of_1997_are_read(tmp_path: Path) -> None:
    book = excel(tmp_path / "a.xlsx", {"A": [HEADS, ONE]})
    macros = book.rename(tmp_path / "a.XLSM")
    assert read_sheets(macros)[0].rows == (HEADS, ONE)
    old = old_excel(
        tmp_path / "b.xls", [[*HEADS, "J"], [*ONE[:2], date(2012, 7, 6), True], ["x", None, 3, 0.5]]
    )
    (sheet,) = read_sheets(old)
    assert sheet.name == "Leden"
    assert sheet.rows == ((*HEADS, "J"), (*ONE, "yes"), ("x", "", "3", "0.5"))


def test_a_sheet_of_libreoffice_is_read_without_its_million_empty_rows(tmp_path: Path) -> None:
    body = open_table("Leden", [HEADS, ONE, ("a\nb", "", "")]) + open_table("B", [])
    leden, second = read_sheets(open_document(tmp_path / "a.ods", body))
    assert leden.rows == (HEADS, ONE, ("a\nb", "", ""))
    assert (second.name, second.rows) == ("B", ())


def test_hidden_sheets_stay_out_unless_there_is_nothing_else(tmp_path: Path) -> None:
    sheets = {"Lijst": [["a"]], "Seen": [["b"]]}
    path = excel(tmp_path / "a.xlsx", sheets, hidden=["Lijst"])
    assert [one.name for one in read_sheets(path)] == ["Seen"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize(("name", "sign"), [("a.csv", ";"), ("a.CSV", ","), ("a.tsv", "\t"),
                                            ("a.txt", "\t")])  # fmt: skip
def test_lists_as_text_are_read_in_any_usual_way(
    tmp_path: Path, encoding: str, name: str, sign: str
) -> None:
    lines = [sign.join(HEADS), sign.join(("Zoë", "Muziek", "2012")), "", sign.join(("B", "", ""))]
    path = tmp_path / name
    path.write_bytes("\r\n".join(lines).encode(encoding))
    (sheet,) = read_sheets(path)
    assert sheet.name == "a"
    assert sheet.rows == (HEADS, ("Zoë", "Muziek", "2012"), ("B", "", ""))


def test_the_line_that_tells_excel_the_delimiter_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nNaam;Plaats\nA;Gent\n", encoding="utf-8")
    assert read_sheets(path)[0].rows == (("Naam", "Plaats"), ("A", "Gent"))


def test_what_a_file_is_follows_from_its_contents(tmp_path: Path) -> None:
    book = excel(tmp_path / "a.xlsx", {"A": [HEADS, ONE]})
    for name in ("b.csv", "b.xls", "b.ods", "b"):
        other = tmp_path / name
        other.write_bytes(book.read_bytes())
        assert read_sheets(other)[0].rows == (HEADS, ONE)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=4), min_size=1, max_size=6))
def test_texts_come_back_as_they_are_kept(tmp_path: Path, rows: list[list[str]]) -> None:
    # XML holds no control characters, and Excel writes them in its own way.
    clean = [[plain(plain(_visible(cell))) for cell in row] for row in rows]
    path = excel(tmp_path / "a.xlsx", {"A": clean})
    wide = max(map(len, clean))
    padded = [[plain(cell) for cell in row] + [""] * (wide - len(row)) for row in clean]
    assert read_sheets(path)[0].rows == trimmed(padded)


def _visible(text: str) -> str:
    return "".join(c for c in text if c > "\xa0" or (" " <= c <= "~" and c != "_"))


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**14), 10**14))
def test_numbers_are_written_so_that_they_can_be_read_again(value: float) -> None:
    text = text_of(value)
    assert float(text) == value
    assert not text.endswith(".0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (timedelta(hours=36), "36:00"),
        (timedelta(hours=-1, seconds=-5), "-1:00:05"),
        (AFTERNOON.replace(hour=0, minute=0), "2012-07-06"),
        (time(14, 30, 9), "14:30:09"),
        ("'=1+1", "=1+1"),
        (" a\u00a0", "a"),
    ],
)
def test_other_values_are_written_plainly(value: str | timedelta | time, text: str) -> None:
    assert text_of(value) == text


# --------------------------------------------------------------------------- what is not read


def _refused(path: Path) -> str:
    with pytest.raises(FileProblem) as caught:
        read_sheets(path)
    return caught.value.sentence


def test_a_file_that_wants_a_password_says_what_to_do(tmp_path: Path) -> None:
    for path in (
        locked_excel(tmp_path / "a.xlsx"),
        locked_excel(tmp_path / "a.xls"),
        old_excel(tmp_path / "b.xls", [["a"]], locked=True),
        open_document(tmp_path / "a.ods", open_table("A", [("a",)]), locked=True),
    ):
        assert _refused(path).startswith(f"“{path.name}” is protected with a password. Save it")


def test_a_web_page_that_is_called_a_spreadsheet_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "export.xls"
    for text in ("<html><table><tr><td>a", " <!DOCTYPE html>", '<?xml version="1.0"?><Workbook/>'):
        path.write_text(text, encoding="utf-8-sig")
        assert "is a web page that is only called a spreadsheet" in _refused(path)


def test_what_is_no_spreadsheet_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    for data in (packed({"word/document.xml": "<a/>"}), b"hello", b"%PDF-1.7"):
        path.write_bytes(data)
        assert "is no spreadsheet that can be read here" in _refused(path)
    path.write_bytes(packed({"content.xml": "<a/>", "mimetype": "application/epub+zip"}))
    assert "is no spreadsheet that can be read here" in _refused(path)
    path.write_bytes(b"")
    assert "is damaged" in _refused(path)
    assert "cannot be read" in _refused(tmp_path / "none.xlsx")
    assert "cannot be read" in _refused(tmp_path)


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods", "a.xls"])
def test_a_file_that_was_cut_off_or_changed_is_refused_or_read_never_worse(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    rows = [HEADS] + [ONE] * 60
    if name == "a.xlsx":
        excel(path, {"A": rows})
    elif name == "a.ods":
        open_document(path, open_table("A", rows))
    else:
        old_excel(path, rows)
    data = path.read_bytes()
    turns = 6 if name == "a.xls" else 60  # each in a process of its own
    for end in range(0, len(data), max(1, len(data) // turns)):
        path.write_bytes(data[:end])
        _read_or_refused(path)
    chance = random.Random(7)
    for _turn in range(turns):
        changed = bytearray(data)
        for _place in range(chance.randint(1, 6)):
            changed[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(changed)
        _read_or_refused(path)


def _read_or_refused(path: Path) -> None:
    try:
        for sheet in read_sheets(path):
            assert all(isinstance(cell, str) for row in sheet.rows for cell in row)
    except UserError as problem:
        said = problem.sentence
    else:
        return
    assert path.name in said


def test_one_wrong_byte_in_an_old_file_ends_no_more_than_its_reading(tmp_path: Path) -> None:
    path = old_excel(tmp_path / "a.xls", [["a"]])
    data = bytearray(path.read_bytes())
    at = data.index(b"\x00\x02\x0e\x00\x00\x00\x00\x00")  # how many rows and columns there are
    data[at + 8 : at + 12] = b"\xff\xff\xff\x7f"
    data[at + 14 : at + 16] = b"\xff\xff"
    path.write_bytes(data)
    assert "is damaged" in _refused(path)


def test_an_encoding_that_nobody_knows_is_damage(tmp_path: Path) -> None:
    path = open_document(tmp_path / "a.ods", open_table("A", [("a",)]))
    with ZipFile(path) as file:
        text = file.read("content.xml").replace(b'"UTF-8"', b'"none"')
    _with_part(path, "content.xml", text.decode())
    assert "is damaged" in _refused(path)


def test_reading_an_old_file_can_be_stopped(tmp_path: Path) -> None:
    path = old_excel(tmp_path / "a.xls", [["a"]])
    with pytest.raises(Cancelled):
        read_sheets(path, _Told(0))


# --------------------------------------------------------------------- what asks for too much


def test_two_cells_in_the_corners_do_not_ask_for_all_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c>'
    excel(path, {"A": [["a"]]})
    _with_part(path, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</row></sheetData>"
               "</worksheet>")  # fmt: skip
    assert "reaches too far down or to the right" in _refused(path)


def test_cells_that_are_repeated_do_not_ask_for_all_memory(tmp_path: Path) -> None:
    cell = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
    repeated = cell.format(' table:number-columns-repeated="999999999"')
    for row in (
        f"<table:table-row>{repeated}",
        f'<table:table-row table:number-rows-repeated="999999999">{cell.format("")}',
    ):
        body = f'<table:table table:name="A">{row}</table:table-row></table:table>'
        path = open_document(tmp_path / "a.ods", body)
        assert "reaches too far down or to the right" in _refused(path)


def test_one_text_that_many_cells_point_at_does_not_ask_for_all_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [["x" * 1000] * 50]})
    assert len(read_sheets(path)[0].rows[0]) == 50
    monkeypatch.setattr(spreadsheet_reach, "MOST_SIGNS", 40_000)
    assert "hold too much text together" in _refused(path)
    body = open_table("A", [("x" * 1000,) * 50])
    assert "hold too much text" in _refused(open_document(tmp_path / "a.ods", body))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreadsheet_guard, "MOST_UNPACKED", 2_000_000)
    path = tmp_path / "a.xlsx"
    bomb = packed({"xl/workbook.xml": "<a/>", "xl/media/a.png": bytes(3_000_000)})
    path.write_bytes(bomb)
    assert "unpacks to more than" in _refused(path)
    # The same where the file says that it holds less than it does.
    path.write_bytes(bomb.replace((3_000_000).to_bytes(4, "little"), (9).to_bytes(4, "little")))
    assert "unpacks to more than" in _refused(path)


def test_a_sheet_of_too_many_rows_says_so_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_text, "MOST_ROWS", 100)
    path = excel(tmp_path / "a.xlsx", {"Long": [["a"]] * 101, "Short": [["b"]] * 100})
    long, short = read_sheets(path)
    assert long.rows == ()
    assert long.problem == "“Long” has more than 100 rows. Split it into smaller files."
    assert len(short.rows) == 100
    assert short.problem == ""
    monkeypatch.setattr(spreadsheet_book, "MOST_CELLS", 99)
    assert "has more than 99 cells" in read_sheets(path)[1].problem


def test_a_million_empty_rows_before_a_last_word_are_no_part_of_the_list(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [["a"]]})
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c>'
    _with_part(path, "xl/worksheets/sheet1.xml", f"<worksheet><sheetData>{rows}</row></sheetData>"
               "</worksheet>")  # fmt: skip
    assert read_sheets(path)[0].rows == (("1",), ("2",))


def test_files_that_are_too_large_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [["a"]]})
    monkeypatch.setattr(spreadsheet, "MOST_BYTES", 1000)
    assert "is larger than" in _refused(path)
    monkeypatch.undo()
    monkeypatch.setattr(csv_text, "MOST_BYTES", 10)
    text = tmp_path / "a.csv"
    text.write_text("a;b\n" * 10, encoding="utf-8")
    assert "is larger than" in _refused(text)


def test_reading_can_be_stopped_and_says_how_far_it_is(tmp_path: Path) -> None:
    path = excel(tmp_path / "a.xlsx", {"A": [["a", "b"]] * 3000, "B": [["c"]] * 2500})
    told = _Told()
    read_sheets(path, told)
    assert told.shares == sorted(told.shares)
    assert 0.0 <= told.shares[0] <= told.shares[-1] <= 1.0
    for turn in range(len(told.shares)):
        with pytest.raises(Cancelled):
            read_sheets(path, _Told(turn))


class _Told(Progress):
    def __init__(self, stop: int = -1) -> None:
        self.shares: list[float] = []
        self._stop = stop

    def report(self, done: float, text: str = "") -> None:
        self.shares.append(done)
        if len(self.shares) - 1 == self._stop:
            raise Cancelled


def _with_part(path: Path, name: str, text: str) -> None:
    """Put another part into a file."""
    with ZipFile(path) as file:
        parts = {one: file.read(one) for one in file.namelist()}
    path.write_bytes(packed({**parts, name: text.encode()}))
