"""Nothing that a person typed is rendered: in no label, tooltip, list, text or dialog."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from oci_map import resources
from oci_map.model.fields import NOUNS
from oci_map.ui import messages
from oci_map.ui.plain import PlainLabel, tooltip
from oci_map.ui.views import VIEWS
from proofs.hostile_texts import MARK, TEXTS, hostile_document
from tests.ui.rendered import foreign_tags, rendered
from tests.ui.windows import shown_window


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    path = tmp_path / "map.ocimap"
    hostile_document(path, resources.path("examples", "oci-worked-example.ocimap"))
    return path


def test_it_is_found_when_something_is_rendered(qtbot: QtBot) -> None:
    """The control: what is looked for here would be found."""
    parent = QWidget()
    qtbot.addWidget(parent)
    label = QLabel(TEXTS[0], parent)
    label.setToolTip(TEXTS[1])
    assert len(list(rendered(parent, MARK))) == 2
    assert foreign_tags(TEXTS[0]) == {"img"}
    assert not foreign_tags(tooltip(TEXTS[0]))
    good = PlainLabel(TEXTS[0], parent=parent)
    good.setToolTip(tooltip(TEXTS[0]))
    assert len(list(rendered(parent, MARK))) == 2


def test_no_view_renders_what_was_typed(qtbot: QtBot, hostile: Path) -> None:
    window = shown_window(qtbot, hostile)
    found: set[str] = set()
    for noun in NOUNS:
        for record in list(window.session.snapshot.table(noun))[:1]:
            window.session.select((noun, record))
            QApplication.processEvents()
            found |= {f"{noun}: {one}" for one in rendered(window.inspector, MARK)}
    window.session.select(("organisation", next(iter(window.session.snapshot.organisations))))
    for view in VIEWS:
        window.session.show_view(view.name)
        QApplication.processEvents()
        found |= {f"{view.name}: {one}" for one in rendered(window, MARK)}
    assert found == set()


@pytest.mark.parametrize("text", TEXTS[:4])
def test_no_dialog_renders_what_was_typed(qtbot: QtBot, text: str) -> None:
    messages.notice(text, text)
    messages.problem(text, text)
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox)]
    qtbot.waitUntil(lambda: all(box.isVisible() for box in boxes))
    assert len(boxes) == 2
    for box in boxes:
        assert list(rendered(box, MARK)) == []
        box.done(0)
