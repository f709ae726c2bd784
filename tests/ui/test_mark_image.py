"""The small pictures of marks."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.ui.mark_image import mark_pixmap
from tests.examples import snapshot_of
from tests.ui.windows import HOWEST


@pytest.mark.usefixtures("qtbot")
def test_a_mark_without_a_level_does_not_lend_its_dashes_to_another() -> None:
    known = snapshot_of("oci-worked-example")
    levels = [one for one in known.levels.values() if one.shape == "circle"]
    howest = replace(known.organisations[HOWEST], policy_level=levels[0].id)
    others = [one for one in known.organisations.values() if one.id != HOWEST]
    rest = [*levels, *known.sectors.values(), *others]
    unknown = Snapshot.of([replace(howest, policy_level=RecordId("")), *rest])
    known = Snapshot.of([howest, *rest])
    dashed = mark_pixmap(unknown, HOWEST, 18, 1.0).toImage()
    whole = mark_pixmap(known, HOWEST, 18, 1.0).toImage()
    assert dashed != whole
