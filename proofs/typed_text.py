"""Nothing typed is rendered or executed: hostile texts in every field, every view and every export.

A local file that such a text names is watched: nobody may open it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from oci_map import resources
from oci_map.document import Document
from oci_map.errors import UserError
from oci_map.exchange import csv_text
from oci_map.exchange.formats import FORMATS, export
from oci_map.graph.analysis import Analysis
from oci_map.model.fields import NOUNS
from oci_map.ui import app
from oci_map.ui.main_window import MainWindow
from oci_map.ui.preferences import Preferences
from oci_map.ui.views import VIEWS
from proofs.hostile_texts import MARK, TEXTS, hostile_document
from proofs.promise import Result, Setting, Tally, result
from tests.ui.rendered import rendered

#: What runs or fetches in a drawing or a page, where it is an element and not a text.
_RUNS: Final = re.compile(
    rb"<(?:img|iframe|object|embed|foreignObject)[^>]*" + MARK.encode(), re.IGNORECASE
)

_FORMULA: Final = ("=", "+", "-", "@")


def prove(setting: Setting) -> Iterator[Result]:
    """Show it all, and write it all."""
    path = setting.folder / "map.ocimap"
    hostile_document(path, resources.path("examples", "oci-worked-example.ocimap"))
    yield _shown(path)
    yield _written(setting, path)


class _Opened:
    """Hears of each file that Python opens and that a hostile text names."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and MARK in str(arguments[0]):
            self.names.add(str(arguments[0]))


def _shown(path: Path) -> Result:
    application = QApplication.instance() or app._application()
    window: MainWindow = app.make_window(Preferences())
    opened = _Opened()
    window.resize(1600, 1000)
    window.session.open(path)
    window.show()
    trials = Tally()
    for noun in NOUNS:
        for record in list(window.session.snapshot.table(noun))[:2]:
            window.session.select((noun, record))
            application.processEvents()
            _look(trials, f"inspector of a {noun}", window.inspector)
    for view in VIEWS:
        window.session.show_view(view.name)
        application.processEvents()
        _look(trials, f"the view {view.name}", window)
    trials.add(f"opened {sorted(opened.names)}" if opened.names else "")
    controls = Tally()
    for text in TEXTS:
        holder = QWidget()
        label = QLabel(text, holder)
        label.setToolTip(text)
        _look(controls, "a label of Qt as it comes", holder)
    window.close()
    window.deleteLater()
    application.processEvents()
    way = "hostile texts in every field, in the inspector and every view"
    return result(way, trials, "labels of Qt as they come", controls)


def _look(tally: Tally, where: str, widget: QWidget) -> None:
    found = list(rendered(widget, MARK))
    tally.add(f"{where}: {found[0]}" if found else "")


def _written(setting: Setting, path: Path) -> Result:
    document = Document.open(path, read_only=True)
    analysis = Analysis(document.snapshot)
    document.close()
    trials = Tally()
    for suffix in sorted(FORMATS):
        out = setting.folder / f"out{suffix}"
        with suppress(UserError):
            export(analysis, out)
        trials.add(_runs(out))
    names = [one.name for one in analysis.snapshot.organisations.values()]
    names += [one.replace("\ud800", "") for one in TEXTS]
    trials.add(_formulas(csv_text.written([[name, name] for name in names], ";")))
    controls = Tally()
    for number, text in enumerate(TEXTS):
        careless = setting.folder / f"careless{number}.svg"
        careless.write_text(
            f"<svg xmlns='http://www.w3.org/2000/svg'>{text}</svg>", "utf-8", "replace"
        )
        controls.add(_runs(careless))
    return result("hostile texts in every export", trials, "a page that quotes nothing", controls)


def _formulas(table: bytes) -> str:
    """Say which cell of a table a spreadsheet would take for a formula."""
    for row in csv.reader(io.StringIO(table.decode("utf-8-sig"), newline=""), delimiter=";"):
        for cell in row:
            if cell.startswith(_FORMULA):
                return f"a formula: {cell[:40]!r}"
    return ""


def _runs(path: Path) -> str:
    """Say what in a written file would run, or what makes it malformed."""
    if not path.exists():
        return f"{path.suffix} was not written"
    parts = {path.name: path.read_bytes()}
    if path.suffix in {".pptx", ".docx"}:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".svg")):
            try:
                ET.fromstring(data)  # noqa: S314 - the program wrote it
            except ET.ParseError as error:
                return f"{name} is malformed: {error}"
        if name.endswith((".xml", ".svg", ".html")) and _RUNS.search(data):
            return f"{name} holds an element of a typed text"
    return ""
