"""What other programs make of the files: LibreOffice and Chromium, with `dev.py test --full`."""

from __future__ import annotations

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
from PySide6.QtGui import QImage

from oci_map.exchange.exhibit import Exhibit
from oci_map.exchange.formats import Options, export_all, export_report
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
    grey = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
    row = np.frombuffer(grey.constBits(), dtype=np.uint8).reshape(grey.height(), -1)
    return row[:, : grey.width()].astype(np.float64)


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
