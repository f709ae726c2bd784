from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oci_map import i18n
from oci_map.errors import FileProblem
from oci_map.exchange import csv_text
from oci_map.exchange.csv_people import plan_rows, read_lists
from oci_map.model.ids import RecordId
from oci_map.model.text import clean_text


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


# ------------------------------------------------------------------------------------- any file


def _as_kept(cell: str) -> str:
    """Return a cell as it is kept: spaces around it do not count."""
    return clean_text(cell.strip(" \u00a0")).strip(" \u00a0")


@settings(max_examples=200)
@given(
    st.lists(st.lists(st.text(max_size=8), min_size=3, max_size=3), max_size=6),
    st.sampled_from([";", ",", "\t"]),
)
def test_what_is_written_comes_back(rows: list[list[str]], delimiter: str) -> None:
    # Enough lines that are as usual; a row of nothing is no row.
    kept = [["head"] * 3] * 20 + [["first", *map(_as_kept, row[1:])] for row in rows]
    back = csv_text.parse(csv_text.written(kept, delimiter), "x.csv")
    assert [[_as_kept(cell) for cell in row.cells] for row in back.rows] == kept


@given(st.lists(st.text(max_size=12).map(clean_text), min_size=1, max_size=5))
def test_no_cell_is_a_formula_and_each_comes_back(cells: list[str]) -> None:
    plain = [" ".join(cell.split()) or "x" for cell in cells]
    data = csv_text.written([["round", *plain]] * 2)
    text = data.decode("utf-8-sig")
    for line in text.splitlines():
        for cell in line.replace('"', "").split(","):
            number = re.fullmatch(r"-|[+-][\d\u00a0 .,]*", cell)
            assert number or not cell.startswith(("=", "+", "-", "@", "\t"))
    assert [list(row.cells) for row in csv_text.parse(data, "x").rows] == [["round", *plain]] * 2


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_found(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = [("Zoë, Antwerp", "a"), ("Müller; Söhne", "b"), ("Piet", "c")]
    text = "".join(f'"{one}"{delimiter}{other}\r\n' for one, other in lines)
    found = csv_text.read(_file(tmp_path, "p.csv", text, encoding))
    assert [row.cells for row in found.rows] == lines
    assert [row.line for row in found.rows] == [1, 2, 3]


def test_a_dutch_spreadsheet_gets_semicolons() -> None:
    with i18n.speaking("nl"):
        assert csv_text.written([["é", 1]]) == b"\xef\xbb\xbf\xc3\xa9;1\r\n"
    with i18n.speaking("en"):
        assert csv_text.written([["a", 1]]) == b"a,1\r\n"  # no mark where none is needed
        assert csv_text.written([["é", 1]], delimiter=",") == "é,1\r\n".encode()


def test_what_is_no_csv_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="no CSV file"):
        csv_text.parse(b"PK\x03\x04\0\0\0", "people.xlsx")
    with pytest.raises(FileProblem, match="it is not there"):
        csv_text.read(tmp_path / "gone.csv")
    large = tmp_path / "large.csv"
    large.write_bytes(b"a\n" * (csv_text.MOST_BYTES // 2 + 1))
    with pytest.raises(FileProblem, match="larger than 20 MB"):
        csv_text.read(large)
    with pytest.raises(FileProblem, match="more than 200,000 rows"):
        csv_text.parse(b"a\n" * (csv_text.MOST_ROWS + 1), "rows.csv")
    with pytest.raises(FileProblem, match="cannot be read as CSV"):
        csv_text.parse(b'a\n"' + b"x" * 500_000, "quote.csv")


@given(st.binary(max_size=300))
def test_any_bytes_are_rows_or_a_sentence(data: bytes) -> None:
    with suppress(FileProblem):
        sheet = csv_text.parse(data, "any.csv")
        assert all(row.cells and row.line >= 1 for row in sheet.rows)


# --------------------------------------------------------------------------------------- people


def test_lists_are_read_with_and_without_headings(tmp_path: Path) -> None:
    people = _file(tmp_path, "people.csv", "Functie;Naam\nx;Ann\ny;Bob\nz;Zoë\n")
    ties = _file(tmp_path, "ties.csv", "ann,BOB\nBob,Zed\n")
    never = _file(tmp_path, "never.csv", "persoon;andere\nAnn;zoe\n")
    history = _file(tmp_path, "seats.csv", "round,table,name\n1,1,Ann\n1,1,Bob\n1,2,Zoë\n2,1,Q\n")
    plain = _file(tmp_path, "plain.csv", "2011;1;3;Ann\n2011;1;3;Zoë\n2012;1;3;Bob\n")
    found = read_lists(people, ties, [history, plain], never)
    assert found.people == ("Ann", "Bob", "Zoë")
    assert found.ties == (("Ann", "Bob"),)
    assert found.never == (("Ann", "Zoë"),)
    assert found.tables == (("Ann", "Bob"), ("Zoë",), ("Ann", "Zoë"), ("Bob",))
    assert len(found.remarks) == 2
    assert "Zed" in found.remarks[0]
    assert "Q" in found.remarks[1]


@pytest.mark.parametrize(
    ("people", "ties", "never", "said"),
    [
        ("Ann\nBob\nann\n", "", "", "line 3: “ann” stands in line 1 already"),
        ("", "", "", "names nobody"),
        ("name,x\nAnn,1\n,2\n", "", "", "line 3: the name is missing"),
        ("Ann\nBob\n", "Ann\n", "", "line 1: the columns name and other name"),
        ("Ann\nBob\n", "Ann,Ann\n", "", "paired with itself"),
        ("Ann\nBob\n", "", "Ann,Bop\n", "line 1: “Bop” is not on the list"),
        ("\n".join(f"p{n}" for n in range(1002)), "", "", "line 1,001: more than 1,000 people"),
    ],
)
def test_faults_name_the_file_and_the_line(
    tmp_path: Path, people: str, ties: str, never: str, said: str
) -> None:
    with pytest.raises(FileProblem) as problem:
        read_lists(
            _file(tmp_path, "people.csv", people),
            _file(tmp_path, "ties.csv", ties) if ties else None,
            (),
            _file(tmp_path, "never.csv", never) if never else None,
        )
    assert said in problem.value.sentence
    assert ".csv" in problem.value.sentence


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_plan_is_the_history_of_the_next_one(tmp_path: Path, language: str) -> None:
    names = {RecordId(str(n)): name for n, name in enumerate(["=1+1", "'=x", "A, B", "Zoë"])}
    guests = tuple(names)
    people = tmp_path / "people.csv"
    plan = ((guests[:2], guests[2:]), (guests[::2], guests[1::2]))
    with i18n.speaking(language):
        csv_text.write(people, [["name"], *([name] for name in names.values())])
        csv_text.write(tmp_path / "plan.csv", plan_rows(plan, names))
        found = read_lists(people, history=[tmp_path / "plan.csv"])
    assert found.people == tuple(names.values())
    assert found.tables == tuple(
        tuple(names[one] for one in table) for tables in plan for table in tables
    )
