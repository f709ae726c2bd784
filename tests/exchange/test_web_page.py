"""The web page: one file, nothing fetched, hostile names stay text, persons stay at home."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from oci_map import i18n
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.options import Options
from oci_map.exchange.selection import whole
from oci_map.exchange.web_page import html
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from tests.examples import NAMES, snapshot_of
from tests.exchange.small import small

VOID = {"meta", "input", "link", "br", "img"}


class Page(HTMLParser):
    """A page read as a browser does; closing tags must fit."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.raw: dict[str, str] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        inside = self.open[-1] if self.open else ""
        if inside in ("script", "style"):
            self.raw[inside] = data
        else:
            self.words.append(data)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        return [
            given
            for name, given in self.elements
            if name == tag and all(given.get(key) == value for key, value in wanted.items())
        ]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(exhibit: Exhibit | None = None, **options: object) -> Page:
    made = html(exhibit or whole(Analysis(snapshot_of(NAMES[1]))), Options(**options))  # type: ignore[arg-type]
    return Page(made.decode())


def test_nothing_is_fetched_and_only_our_own_script_may_run() -> None:
    read = page()
    policy = next(
        one["content"] for one in read.all("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for kind in ("script", "style"):
        digest = base64.b64encode(hashlib.sha256(read.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    addresses = [
        value
        for _tag, given in read.elements
        for name, value in given.items()
        if name in ("src", "href", "xlink:href", "action", "data", "poster")
    ]
    assert addresses == ["#list"]
    found = re.findall(r"url\(\"?([^)\"]{0,20})", read.raw["style"])
    assert {one.split(";")[0] for one in found} == {"data:font/woff"}
    assert not re.search(r"fetch|XMLHttp|WebSocket|import\(|innerHTML|eval\(", read.raw["script"])
    assert not [name for _tag, given in read.elements for name in given if name.startswith("on")]
    assert not [given for _tag, given in read.elements if "style" in given]


def test_every_organisation_is_on_the_map_and_in_the_list() -> None:
    snapshot = snapshot_of(NAMES[1])
    read = page()
    nodes = [g for g in read.all("g") if g.get("class") == "node"]
    assert {g["data-name"] for g in nodes} == {o.name for o in snapshot.organisations.values()}
    assert all(g["data-about"] for g in nodes)
    buttons = [g for g in read.all("g") if g.get("role") == "button"]
    assert len(buttons) == len(nodes)
    assert all(g["aria-label"] for g in buttons)
    assert [g["tabindex"] for g in buttons].count("0") == 1
    rows = [row for row in read.all("tr") if "data-n" in row]
    assert {row["data-n"] for row in rows} == {g["data-n"] for g in nodes}
    assert len(read.all("th", scope="col")) == 5
    assert len(read.all("th", scope="row")) == len(rows) == 36
    ends = [(g["data-a"], g["data-b"]) for g in read.all("g") if g.get("class") == "link"]
    numbers = {g["data-n"] for g in nodes}
    assert all(a in numbers and b in numbers for a, b in ends)
    boxes = {one["value"] for one in read.all("input", type="checkbox")}
    assert {g["data-row"] for g in nodes} - boxes == {"government"}
    assert "Illustrative data" in read.text
    assert "Sources: " in read.text


def test_a_label_for_each_control_and_a_language() -> None:
    for language, words in (("en", "Works with"), ("nl", "Sectoren")):
        i18n.set_language(language)
        read = page()
        assert read.all("html")[0]["lang"] == language
        assert words in read.text
        assert all(one.get("aria-label") or one.get("class") for one in read.all("button"))
        assert {one["for"] for one in read.all("label") if "for" in one} == {"search"}
        assert len(read.all("h1")) == len(read.all("main")) == 1
        identifiers = [given["id"] for _tag, given in read.elements if "id" in given]
        assert len(identifiers) == len(set(identifiers))


HOSTILE = ["</script><img src=x onerror=alert(1)>", '"><svg onload=x>', "]]>", "' onclick='x",
           "<!--", "&lt;b&gt;", "\ud800\x00\x1b[1m", "a\nb\u2028c", "x" * 10_000,
           "مسرح"]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_stay_text(name: str) -> None:
    records = [
        r.DocumentInfo(id=RecordId("document"), title_en=name),
        r.Sector(id=RecordId('s"><b'), name_en=name, initials_en=name[:2], colour="#123456"),
        r.Organisation(
            id=RecordId('o"><b'), name=name, short_name=name[:30], aliases=(name,),
            sectors=(RecordId('s"><b'),),
        ),
        r.Organisation(id=RecordId("p"), name="p"),
        r.Tie(id=RecordId("t"), organisation=RecordId('o"><b'), other=RecordId("p")),
        r.WorkingGroup(id=RecordId("g"), name_en=name),
        r.Membership(id=RecordId("m"), organisation=RecordId("p"), group=RecordId("g")),
        r.Person(id=RecordId("x"), name=name, organisation=RecordId("p"), email=name),
        r.Source(id=RecordId("q"), title=name),
        r.Evidence(id=RecordId("e"), source=RecordId("q"), noun="tie", record=RecordId("t")),
    ]  # fmt: skip
    read = page(Exhibit("map", Analysis(Snapshot.of(records)), title=name), personal=True)
    tags = {tag for tag, _given in read.elements}
    assert not tags & {"img", "b", "iframe", "object", "embed", "use"}
    assert len(read.all("script")) == len(read.all("style")) == 1
    assert not [name_ for _tag, given in read.elements for name_ in given if name_[:2] == "on"]


def test_persons_are_in_it_only_when_asked_for() -> None:
    snapshot = Snapshot.of(
        [
            r.Organisation(id=RecordId("o"), name="House", note="Ask Jo Peeters"),
            r.Person(
                id=RecordId("p"), name="Jo Peeters", organisation=RecordId("o"),
                email="jo@example.org", telephone="016 00 00 00", note="is ill",
            ),
        ]
    )  # fmt: skip
    exhibit = Exhibit("map", Analysis(snapshot))
    for word in ("Peeters", "jo@example.org", "016 00"):
        assert word not in page(exhibit).text
        assert word in page(exhibit, personal=True).text
    assert "is ill" not in page(exhibit, personal=True).text


def test_a_filtered_map_lists_what_it_shows() -> None:
    snapshot = snapshot_of(NAMES[1])
    analysis = Analysis(snapshot, Filter(without_coordinator=True, as_of="2011"))
    read = page(Exhibit("map", analysis))
    assert "Flanders District of Creativity" not in read.text
    assert len([g for g in read.all("g") if g.get("class") == "node"]) == 35


def test_the_same_page_has_the_same_bytes() -> None:
    exhibit = Exhibit("map", small())
    assert html(exhibit, Options()) == html(exhibit, Options())
    assert html(exhibit, Options(theme="dark")) != html(exhibit, Options())
