"""A new document can be worked in at once: it knows the field and what it is called."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from oci_map import i18n
from oci_map.document import Document
from oci_map.errors import FileProblem
from oci_map.model.ids import RecordId
from oci_map.model.records import Sector
from oci_map.operations import beginnings, organisations, records


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_new_document_has_a_title_sectors_levels_and_domains(
    tmp_path: Path, language: str
) -> None:
    i18n.set_language(language)
    path = tmp_path / "Creatief overleg.ocimap"
    beginnings.create(path).close()
    document = Document.open(path)
    snapshot = document.snapshot
    assert snapshot.info.title == "Creatief overleg"
    assert len(snapshot.sectors) == 12
    assert len(snapshot.levels) == 5
    assert snapshot.table("policy_domain")
    assert not snapshot.organisations
    assert document.undo_label is None
    document.close()


def test_a_document_that_is_there_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "map.ocimap"
    path.write_bytes(b"kept")
    with pytest.raises(FileProblem):
        beginnings.create(path)
    assert path.read_bytes() == b"kept"


def test_another_platform_begins_with_the_usual_levels_and_no_sectors(tmp_path: Path) -> None:
    with closing(beginnings.create(tmp_path / "Zorg.ocimap", begins_with=beginnings.OTHER)) as made:
        snapshot = made.snapshot
    assert not snapshot.sectors
    assert not snapshot.table("policy_domain")
    levels = sorted(snapshot.levels.values(), key=lambda one: one.rank)
    assert [one.name_en for one in levels] == [
        "European", "National or federal", "Regional", "Local",
    ]  # fmt: skip
    assert all(one.name_nl for one in levels)
    assert len({one.shape for one in levels}) == len(levels)


def test_a_document_can_begin_with_the_lists_of_another(tmp_path: Path) -> None:
    first, second = tmp_path / "first.ocimap", tmp_path / "second.ocimap"
    care = Sector(id=RecordId("care"), name_en="Care")
    with closing(beginnings.create(first, begins_with=beginnings.OTHER)) as before:
        records.add(before, care)
        organisations.add(before, "Clinic", sectors=(care.id,))
        open_now = before.snapshot
        with closing(beginnings.create(second, begins_with=open_now)) as made:
            as_open = made.snapshot
    with closing(beginnings.create(tmp_path / "third.ocimap", begins_with=first)) as made:
        as_closed = made.snapshot
    for snapshot, title in ((as_open, "second"), (as_closed, "third")):
        assert beginnings.lists_in(snapshot) == beginnings.lists_in(open_now)
        assert care in beginnings.lists_in(snapshot)
        assert not snapshot.organisations
        assert snapshot.info.title == title


def test_only_lists_that_differ_from_the_usual_ones_are_its_own(tmp_path: Path) -> None:
    with closing(Document.create(tmp_path / "bare.ocimap")) as bare:
        assert not beginnings.has_lists_of_its_own(bare.snapshot)
    for kind in beginnings.KINDS:
        with closing(beginnings.create(tmp_path / f"{kind}.ocimap", begins_with=kind)) as usual:
            assert not beginnings.has_lists_of_its_own(usual.snapshot)
            records.add(usual, Sector(id=RecordId("care"), name_en="Care"))
            assert beginnings.has_lists_of_its_own(usual.snapshot)


def test_a_document_whose_lists_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "new.ocimap"
    with pytest.raises(FileProblem):
        beginnings.create(path, begins_with=tmp_path / "gone.ocimap")
    assert not path.exists()
