"""Whatever stands in a document, each file that is written is well formed and runs nothing."""

from __future__ import annotations

import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtWidgets import QApplication

from oci_map import resources
from oci_map.document import Document
from oci_map.exchange.formats import export_all, export_report
from oci_map.exchange.options import Options
from oci_map.exchange.selection import whole
from oci_map.graph.analysis import Analysis
from oci_map.model.snapshot import Snapshot
from proofs.hostile_texts import MARK, hostile_document

USER = "zyxuser"


@pytest.fixture(autouse=True)
def _as_somebody(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> None:
    for variable in ("USER", "USERNAME", "LOGNAME"):
        monkeypatch.setenv(variable, USER)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Give a document in which every text is hostile."""
    path = tmp_path_factory.mktemp("hostile") / "map.ocimap"
    hostile_document(path, resources.path("examples", "oci-worked-example.ocimap"))
    document = Document.open(path, read_only=True)
    document.close()
    return document.snapshot


def parts_of(path: Path) -> dict[str, bytes]:
    """Return the parts of an Office file; each that is XML is well formed and without a DTD."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            assert b"<!DOCTYPE" not in data
            ET.fromstring(data)
    return parts


@pytest.mark.parametrize("suffix", [".pptx", ".docx"])
def test_office_files_are_well_formed_and_name_nobody(
    snapshot: Snapshot, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"out{suffix}"
    if suffix == ".docx":
        export_report(Analysis(snapshot), path, Options())
    else:
        export_all([whole(Analysis(snapshot))], path, Options())
    parts = parts_of(path)
    everything = b"".join(parts.values())
    assert MARK.encode() in everything  # the control: the texts are there
    assert USER.encode() not in everything
    properties = parts["docProps/core.xml"].decode()
    assert "<dc:creator>OCI Map</dc:creator>" in properties
    for name, data in parts.items():
        # Nothing is fetched or opened: links lead to parts of the file itself.
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in data, name
    assert not any(name.endswith(("vbaProject.bin", ".ocx")) for name in parts)


def test_a_drawing_is_well_formed_and_runs_nothing(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "out.svg"
    export_all([whole(Analysis(snapshot))], path, Options())
    text = path.read_text("utf-8")
    tree = ET.fromstring(text)
    tags = {one.tag.rpartition("}")[2] for one in tree.iter()}
    assert not tags & {"script", "foreignObject", "a", "img", "iframe"}
    assert not any(name.lower().startswith("on") for one in tree.iter() for name in one.attrib)
    assert USER not in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_a_page_holds_no_tag_that_was_typed(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    export_all([whole(Analysis(snapshot))], path, Options(personal=True))
    text = path.read_text("utf-8")
    page = _Page()
    page.feed(text)
    assert MARK in text
    for tag, attributes in page.tags:
        assert tag not in ("img", "iframe", "object", "embed", "base", "link")
        assert not any(name.startswith("on") for name in attributes)
        for name in ("href", "src"):
            value = attributes.get(name) or ""
            assert re.match(r"(#|data:|https?://|mailto:|$)", value), (tag, value)
        assert MARK not in (attributes.get("style") or "")
    assert sum(tag == "script" for tag, _attributes in page.tags) <= 2
    assert f"<b>{MARK}" not in text
    assert f"alert('{MARK}')</script>" not in text
    assert USER not in text


def test_a_pdf_names_nobody_and_runs_nothing(snapshot: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    export_all([whole(Analysis(snapshot))], path, Options())
    data = path.read_bytes()
    assert data.startswith(b"%PDF")
    assert USER.encode() not in data
    for action in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/URI"):
        assert action not in data
