"""Blocks of cells as LibreOffice Calc, Excel and browsers put them on the clipboard."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oci_map.exchange.clipboard_table import MOST_CELLS, from_html, from_text, to_html, to_text
from oci_map.model.text import clean_text

FORMULAS = ["=1+1", "+cmd|' /c calc'!A1", "-2+3", "@SUM(1)", "- a note", "+32-2"]
CELLS = st.text(max_size=12).map(clean_text) | st.sampled_from(
    ["", '"', '""', 'a"b', "a\tb", "a\nb", '"a\n', "<img src=x>", "&amp;", "שלום", "x" * 10_000]
    + [*FORMULAS, "'=1", "''-x", "-", "+32 2 123 45 67", "-5,50"]
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("a\tb\nc\td\n", [["a", "b"], ["c", "d"]]),
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ("a", [["a"]]),
        ("a\t\n", [["a", ""]]),
        ('"two\nlines"\tb\n', [["two\nlines", "b"]]),
        ('"a ""quoted"" word"\t"tab\there"\n', [['a "quoted" word', "tab\there"]]),
        ('"not closed\tb\nc\td\n', [['"not closed', "b"], ["c", "d"]]),
        ('27" screen\tb\n', [['27" screen', "b"]]),
        ('"Alpha" and more\tb\n', [['"Alpha" and more', "b"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ("", [[""]]),
    ],
)
def test_tabbed_text(text: str, cells: list[list[str]]) -> None:
    assert from_text(text) == cells


LIBREOFFICE = """<!DOCTYPE html>
<html>
<head>
	<meta http-equiv="content-type" content="text/html; charset=utf-8"/>
	<title></title>
	<meta name="generator" content="LibreOffice 24.2.5.2 (Linux)"/>
	<style type="text/css">
		body,div,table,thead,tbody,tfoot,tr,th,td,p { font-family:"Liberation Sans"; }
		a.comment-indicator:hover + comment { background:#ffd; position:absolute; }
	</style>
</head>
<body>
<table cellspacing="0" border="0">
	<colgroup span="2" width="85"></colgroup>
	<tr>
		<td height="17" align="left">Howest</td>
		<td align="left">Gaming; Design</td>
		<td align="right" sdval="41096" sdnum="1043;1043;D-M-JJJJ">6-7-2012</td>
	</tr>
	<tr>
		<td height="32" align="left">Caf&eacute; &rsquo;t Hoekje</td>
		<td align="left">een<br>twee</td>
		<td align="right" sdval="1250" sdnum="1043;"><b><font color="#000000">1250</font></b></td>
	</tr>
</table>
</body>
</html>
"""

EXCEL = (
    "Version:1.0\r\nStartHTML:0000000105\r\n"
    '<html xmlns:o="urn:schemas-microsoft-com:office:office">\r\n<head>\r\n<style>\r\n<!--table'
    '\r\n\t{mso-displayed-decimal-separator:"\\,";}\r\ntd {color:black;}\r\n-->\r\n</style>\r\n'
    '</head>\r\n<body link="#0563C1">\r\n<table border=0 cellpadding=0 style=\'border-collapse:\r\n'
    " collapse;width:96pt'>\r\n<!--StartFragment-->\r\n <col width=64 span=2 style='width:48pt'>"
    "\r\n <tr height=20 style='height:15.0pt'>\r\n  <td height=20 class=xl65 width=64>Design\r\n"
    "  Vlaanderen</td>\r\n  <td align=right width=64>&euro; 1.250</td>\r\n </tr>\r\n <tr height=20>"
    "\r\n  <td height=20>one<br>\r\n    two</td>\r\n  <td></td>\r\n </tr>\r\n<!--EndFragment-->"
    "\r\n</table>\r\n</body>\r\n</html>"
)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            LIBREOFFICE,
            [["Howest", "Gaming; Design", "6-7-2012"], ["Café ’t Hoekje", "een\ntwee", "1250"]],
        ),
        (EXCEL, [["Design Vlaanderen", "€ 1.250"], ["one\ntwo", ""]]),
        ("<p>No table</p>", None),
        ("<table><tr><td>a<td>b<tr><td>c</table>", [["a", "b"], ["c"]]),
        ("<table><tr><td colspan=2>a</td><td>b</td></tr></table>", [["a", "", "b"]]),
        (
            "<table><tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
            [["a", "b"], ["", "c"]],
        ),
        ("<table><tr><td><p>a</p><p>b</p></td></tr></table>", [["a\nb"]]),
        (
            "<table><tr><td>a<table><tr><td>x</td></tr></table></td><td>b</td></tr></table>",
            [["ax", "b"]],
        ),
        ("<table><tr><td>a</td></tr></table><table><tr><td>b</td></tr></table>", [["a"]]),
        ("<table><tr><td colspan=99999999999>a</td></tr></table>", [["a", *[""] * 999]]),
        ("<table><tr><th>Name</th></tr><tr><td>&lt;b&gt;", [["Name"], ["<b>"]]),
        ("<table></table>", None),
    ],
)
def test_html_tables(text: str, cells: list[list[str]] | None) -> None:
    assert from_html(text) == cells


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=4))
def test_what_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert from_text(to_text(rows)) == rows


PLAIN = CELLS.map(lambda one: "\n".join(" ".join(line.split()) for line in one.split("\n")))


@given(st.lists(st.lists(PLAIN, min_size=2, max_size=2), min_size=1, max_size=4))
def test_html_that_is_written_is_read_again(rows: list[list[str]]) -> None:
    assert from_html(to_html(rows)) == [[cell.strip("\n") for cell in row] for row in rows]


@given(st.text(alphabet="<>/tdr abl=\"'&;\n!-", max_size=80))
def test_any_html_is_read_without_a_fault(text: str) -> None:
    read = from_html(text)
    assert read is None or all(isinstance(cell, str) for row in read for cell in row)


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_becomes_a_formula_and_each_comes_back(cell: str) -> None:
    rows = [[cell, "b"]]
    assert to_text(rows) == f"'{cell}\tb\n"
    assert from_text(to_text(rows)) == rows
    assert f">{escape(cell)}<" not in to_html(rows)
    assert from_html(to_html(rows)) == rows


@pytest.mark.parametrize("cell", ["-", "-5", "+32 2 123 45 67", "-1.250,50", "a=b", "'t Hoekje"])
def test_numbers_dashes_and_names_stay_as_they_are(cell: str) -> None:
    assert to_text([[cell, "b"]]) == f"{cell}\tb\n"


def test_a_small_page_cannot_ask_for_a_great_many_cells() -> None:
    row = "<tr>" + "<td colspan=1000>x" * 100
    page = "<table>" + row * 60 + "</table>"
    grid = from_html(page)
    assert grid is not None
    assert MOST_CELLS <= sum(map(len, grid)) <= MOST_CELLS + 100_000


@pytest.mark.parametrize(
    "piece",
    ["<!--", "<!-->", "<!--x>", "<a ", "</", "<![CDATA[", "<?x", "<table><tr><td>", "<td x='<"],
)
def test_a_page_that_never_ends_is_read_in_no_time(piece: str) -> None:
    # Where each beginning is searched for its end, this takes minutes.
    assert from_html("<table><tr><td>a</td></tr></table>" + piece * 30_000) == [["a"]]


def test_cells_that_reach_over_everything_are_not_counted_out_one_by_one() -> None:
    grid = from_html("<table>" + "<tr><td colspan=1000 rowspan=1000>x" * 5_000)
    assert grid is not None
    assert sum(map(len, grid)) <= MOST_CELLS + 100_000


def test_comments_and_declarations_of_other_programs_do_no_harm() -> None:
    page = (
        "<!DOCTYPE html><?xml version='1.0'?><html><!--StartFragment--><![if !x]><table><tr>"
        "<td>a<!-- b < c -->d</td><td>1 < 2</td></tr></table><!--[if gte mso 9]><xml></xml>"
        "<![endif]--></html>"
    )
    assert from_html(page) == [["ad", "1 < 2"]]
