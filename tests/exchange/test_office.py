"""What other programs make of the files: LibreOffice and Chromium, with `dev.py test --full`."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2
import pytest
from pypdfium2 import raw
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from oci_map import i18n
from oci_map.drawing.style import LIGHT
from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.formats import Options, export_all, export_report
from oci_map.exchange.image import png
from oci_map.exchange.report import report_of
from oci_map.exchange.report_docx import docx
from oci_map.exchange.report_figures import figures
from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from tests.examples import NAMES, snapshot_of

pytestmark = pytest.mark.slow
Pixels = npt.NDArray[np.float64]


def worked() -> Analysis:
    return Analysis(snapshot_of(NAMES[1]), Filter(show_gaps=False))


def program(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    assert found, f"{names[0]} is not installed: `python3 dev.py test --full` installs it on Debian"
    return found


def as_pdf(path: Path, folder: Path) -> Path:
    """Let LibreOffice open a file and print it."""
    command = [
        program("soffice", "libreoffice"), f"-env:UserInstallation=file://{folder}/profile",
        "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / f"{path.stem}.pdf"


def rendered(path: Path, page: int = 0, width: int = 1600) -> Pixels:
    with pypdfium2.PdfDocument(path) as document:
        opened = document[page]
        image = opened.render(scale=width / opened.get_width(), grayscale=True)
        array: Pixels = np.asarray(image.to_numpy(), dtype=np.float64)
        array = array.reshape(image.height, image.width)
        opened.close()
    return array


def pixels(path: Path) -> Pixels:
    return as_pixels(QImage(str(path)))


def as_pixels(image: QImage) -> Pixels:
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    row = np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), -1)
    return row[:, : image.width()].astype(np.float64)


def blurred(image: Pixels, side: int = 16) -> Pixels:
    height, width = (image.shape[0] // side) * side, (image.shape[1] // side) * side
    squares = image[:height, :width].reshape(height // side, side, width // side, side)
    return np.asarray(squares.mean(axis=(1, 3)))


def test_a_slide_shows_the_same_marks_in_the_same_places(tmp_path: Path, qapp: object) -> None:
    exhibit = Exhibit("map", worked())
    for suffix in ("pptx", "png"):
        export_all([exhibit], tmp_path / f"map.{suffix}")
    slide = blurred(rendered(as_pdf(tmp_path / "map.pptx", tmp_path)))
    reference = blurred(pixels(tmp_path / "map.png"))
    assert slide.shape == reference.shape
    # Letters are another font's, and straight ties bend there; marks and outlines are the same.
    difference = np.abs(slide - reference).mean()
    assert difference < 4.0
    for moved in (np.roll(reference, 2, axis=1), np.roll(reference, 2, axis=0)):
        assert np.abs(slide - moved).mean() > 1.6 * difference


def test_word_opens_with_every_picture(tmp_path: Path, qapp: object) -> None:
    export_report(worked(), tmp_path / "report.docx")
    made = as_pdf(tmp_path / "report.docx", tmp_path)
    with pypdfium2.PdfDocument(made) as document:
        assert len(document) >= 6
        text = " ".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    assert "Who is here" in text
    assert "Sources" in text


def test_a_picture_in_word_shows_the_same_marks_in_the_same_places(
    tmp_path: Path, qapp: object
) -> None:
    made = report_of([Exhibit("map", worked())])
    (tmp_path / "map.docx").write_bytes(docx(made, LIGHT))
    (sheet,) = figures(made, LIGHT)
    (tmp_path / "map.png").write_bytes(png(sheet, 1200))
    reference = blurred(pixels(tmp_path / "map.png"))
    page = rendered(as_pdf(tmp_path / "map.docx", tmp_path), width=2400)
    left, top, right, bottom = place_of_picture(tmp_path / "map.pdf", 2400)
    shown = grey(page[top:bottom, left:right], 1200, round(sheet.height * 1200 / sheet.width))
    # LibreOffice packs the picture with loss and scales it; nothing in it may move.
    difference = np.abs(blurred(shown) - reference).mean()
    assert difference < 3.0
    for moved in (np.roll(reference, 2, axis=1), np.roll(reference, 2, axis=0)):
        assert np.abs(blurred(shown) - moved).mean() > 2 * difference


def place_of_picture(path: Path, width: int) -> tuple[int, int, int, int]:
    """Return where the picture stands on the first page that has one, in px of the page."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[0]
        (image,) = (one for one in page.get_objects() if one.type == raw.FPDF_PAGEOBJ_IMAGE)
        left, bottom, right, top = image.get_bounds()
        scale, height = width / page.get_width(), page.get_height()
        page.close()
    return (
        round(left * scale), round((height - top) * scale),
        round(right * scale), round((height - bottom) * scale),
    )  # fmt: skip


def grey(image: Pixels, width: int, height: int) -> Pixels:
    """Return grey pixels in another size."""
    data = np.ascontiguousarray(image, dtype=np.uint8)
    shown = QImage(
        data.tobytes(), data.shape[1], data.shape[0], data.shape[1],
        QImage.Format.Format_Grayscale8,
    ).scaled(
        width, height, Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )  # fmt: skip
    return as_pixels(shown)


# ------------------------------------------------------------------------------------ the browser


class Browser:
    """Chromium, driven over a pipe by its own protocol."""

    def __init__(self, folder: Path) -> None:
        to_read, self._write = os.pipe()
        self._read, to_write = os.pipe()
        os.dup2(to_read, 63)
        os.dup2(to_write, 64)
        script = 'exec "$@" 3<&63 4>&64'
        self._process = subprocess.Popen(
            ["/bin/bash", "-c", script, "bash", program("chromium", "google-chrome"),
             "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe",
             f"--user-data-dir={folder}/browser"],
            pass_fds=(63, 64), stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for one in (to_read, to_write, 63, 64):
            os.close(one)
        self._number = 0
        self._rest = b""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]

    _session = ""

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._write, json.dumps(message).encode() + b"\0")
        for told in self._messages():
            if told.get("id") == self._number:
                assert "error" not in told, told
                return dict(told["result"])
            self.events.append(told)
        raise AssertionError("the browser ended")

    def _messages(self) -> Iterator[dict[str, Any]]:
        while True:
            while b"\0" in self._rest:
                one, self._rest = self._rest.split(b"\0", 1)
                yield json.loads(one)
            more = os.read(self._read, 1 << 20)
            if not more:
                return
            self._rest += more

    def value(self, expression: str) -> Any:
        told = self.ask("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def key(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key)

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(30)
        os.close(self._read)
        os.close(self._write)


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Give a browser that ends with the test."""
    started = Browser(tmp_path)
    try:
        yield started
    finally:
        started.close()


def view(browser: Browser) -> list[float]:
    """Return what part of the map is shown."""
    box = browser.value("document.querySelector('svg.map').getAttribute('viewBox')")
    return [float(one) for one in box.split()]


def test_the_page_works_in_a_browser_without_a_network(tmp_path: Path, browser: Browser) -> None:
    page = tmp_path / "page.html"
    export_all([Exhibit("map", Analysis(snapshot_of(NAMES[1])))], page, Options())
    for domain in ("Page", "Runtime", "Network", "Log", "Accessibility"):
        browser.ask(f"{domain}.enable")
    browser.ask("Page.navigate", url=page.as_uri())
    while browser.value("document.readyState") != "complete":
        pass
    assert browser.value("document.querySelectorAll('.node').length") == 36
    assert browser.value("document.fonts.ready.then(() => 0), document.fonts.size") == 3

    # Search lights what fits, and filters the list.
    browser.value("search.value = 'fashion'; search.dispatchEvent(new Event('input')); 0")
    assert browser.value("document.querySelectorAll('.node.lit').length") == 2
    assert browser.value("document.querySelectorAll('tbody tr:not(.gone)').length") == 2
    assert "2" in browser.value("found.textContent")
    browser.value("search.value = ''; search.dispatchEvent(new Event('input')); 0")

    # The legend hides a sector with its ties.
    hide = "const box = document.querySelector('.legend input'); box.click(); 0"
    browser.value(f"{{ {hide} }}")
    assert browser.value("document.querySelectorAll('.node.gone').length") == 2
    browser.value(f"{{ {hide} }}")
    assert browser.value("document.querySelectorAll('.gone').length") == 0

    # The keys walk, zoom and let go.
    browser.value("document.querySelector('.press').focus()")
    before = view(browser)
    browser.key("ArrowRight")
    chosen = browser.value("document.querySelector('.node.chosen')?.dataset.name")
    assert chosen
    assert chosen in browser.value("details.textContent")
    browser.key("+")
    assert view(browser) != pytest.approx(before, abs=0.1)
    browser.key("0")
    assert view(browser) == pytest.approx(before, abs=0.1)
    browser.key("Escape")
    assert browser.value("document.querySelectorAll('.chosen').length") == 0

    # Every control has a name, nothing was fetched, nothing was refused, nothing failed.
    tree = browser.ask("Accessibility.getFullAXTree")["nodes"]
    controls = [
        one for one in tree
        if one.get("role", {}).get("value") in ("button", "checkbox", "searchbox", "link")
        and not one.get("ignored")
    ]  # fmt: skip
    assert len(controls) > 80
    assert all(one.get("name", {}).get("value") for one in controls)
    asked = [
        one["params"]["request"]["url"]
        for one in browser.events
        if one.get("method") == "Network.requestWillBeSent"
    ]
    assert {address.split(":")[0] for address in asked} <= {"file", "data"}
    bad = [
        one for one in browser.events
        if one.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")
    ]  # fmt: skip
    assert bad == []


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("nl", "print")])
def test_a_drawing_is_the_same_in_the_browser_and_in_qt(
    tmp_path: Path, browser: Browser, qapp: object, language: str, theme: str
) -> None:
    with i18n.speaking(language):
        exhibit = Exhibit("map", Analysis(snapshot_of(NAMES[1])))
        for suffix in ("svg", "png"):
            export_all([exhibit], tmp_path / f"map.{suffix}", Options(theme=theme))
    image = QImage(1600, 900, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    drawing = QSvgRenderer(str(tmp_path / "map.svg"))
    assert drawing.isValid()
    drawing.render(painter)
    painter.end()
    browser.ask("Page.enable")
    browser.ask(
        "Emulation.setDeviceMetricsOverride",
        width=1600, height=900, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip
    browser.ask("Page.navigate", url=(tmp_path / "map.svg").as_uri())
    while browser.value("document.readyState") != "complete":
        pass
    shot = browser.ask("Page.captureScreenshot", format="png")["data"]
    (tmp_path / "browser.png").write_bytes(base64.b64decode(shot))
    seen = pixels(tmp_path / "browser.png")
    assert seen.shape == (900, 1600)
    # Rims are smoothed by another rule in each of the two, which is less than a grey level on
    # average; a mark, a line or a letter elsewhere would be a hundred of them.
    drawn = as_pixels(image)
    assert np.abs(seen - drawn).mean() < 1.0
    assert np.abs(blurred(seen, 4) - blurred(drawn, 4)).max() < 60.0
    # In a PNG letters stand on whole px.
    painted = pixels(tmp_path / "map.png")
    assert np.abs(blurred(seen) - blurred(painted)).mean() < 1.0


AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_the_page_passes_an_accessibility_check(
    tmp_path: Path, browser: Browser, theme: str
) -> None:
    assert AXE.exists(), "axe-core is not installed: `python3 dev.py programs` installs it"
    page = tmp_path / "page.html"
    export_all([Exhibit("map", Analysis(snapshot_of(NAMES[1])))], page, Options(theme=theme))
    browser.ask("Page.enable")
    browser.ask("Page.navigate", url=page.as_uri())
    while browser.value("document.readyState") != "complete":
        pass
    browser.value(AXE.read_text("utf-8") + "; 0")
    told = browser.ask(
        "Runtime.evaluate",
        expression="axe.run().then((found) => JSON.stringify(found.violations.map((one) =>"
        " [one.id, one.help, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160))])))",
        awaitPromise=True,
        returnByValue=True,
    )
    assert json.loads(told["result"]["value"]) == []
