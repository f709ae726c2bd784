"""The examples are built from their data files; building them again moves nobody."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oci_map.document import Document
from oci_map.model import records as r
from oci_map.model.change import Label
from oci_map.model.ids import RecordId
from resources.examples import build
from tests.examples import NAMES

SOURCES = NAMES[0]


def test_building_again_leaves_a_document_that_is_up_to_date(tmp_path: Path) -> None:
    path = build.write(SOURCES, tmp_path)
    first = path.read_bytes()
    assert build.write(SOURCES, tmp_path).read_bytes() == first


def test_building_replaces_a_document_that_says_something_else(tmp_path: Path) -> None:
    path = build.write(SOURCES, tmp_path)
    document = Document.open(path)
    with document.transaction(Label("Renamed")) as edit:
        edit.put(r.Sector(id=RecordId("sector-heritage"), name_nl="Oud", name_en="Old"))
    document.close()
    build.write(SOURCES, tmp_path)
    again = Document.open(path, read_only=True)
    assert again.snapshot.sectors[RecordId("sector-heritage")].name_nl == "Erfgoed"
    assert again.undo_label is None
    again.close()


def test_building_again_moves_nobody(tmp_path: Path) -> None:
    path = build.write(SOURCES, tmp_path)
    document = Document.open(path)
    bam = next(one for one in document.snapshot.all(r.Position).values() if "bam" in one.id)
    with document.transaction(Label("Moved")) as edit:
        edit.put(replace(bam, x=bam.x + 40.0))
        edit.put(r.Sector(id=RecordId("sector-heritage"), name_nl="Oud", name_en="Old"))
    document.close()
    build.write(SOURCES, tmp_path)
    again = Document.open(path, read_only=True)
    assert again.snapshot.all(r.Position)[bam.id].x == bam.x + 40.0
    assert again.snapshot.sectors[RecordId("sector-heritage")].name_nl == "Erfgoed"
    again.close()


def test_building_replaces_what_is_no_document(tmp_path: Path) -> None:
    (tmp_path / f"{SOURCES}.ocimap").write_bytes(b"an older format")
    path = build.write(SOURCES, tmp_path)
    document = Document.open(path, read_only=True)
    assert len(document.snapshot.organisations) == 36
    document.close()


def test_a_misspelt_field_stops_the_building(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "from-the-sources"
    folder.mkdir()
    (folder / "reasons.toml").write_text("")
    (folder / "sectors.toml").write_text('[sector-x]\nnaam_nl = "X"\nsaid_in = "s"\n')
    monkeypatch.setattr(build, "HERE", tmp_path)
    with pytest.raises(KeyError, match=r"sector\.naam_nl"):
        build.records_of(SOURCES)
