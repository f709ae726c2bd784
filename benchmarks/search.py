"""Processor time of searching 20 000 records: opening, each letter, an edit; and duplicates.

The names are made up of syllables and of the words of the field; nothing in them is real.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from benchmarks.targets import at_most

if TYPE_CHECKING:
    from oci_map.model.records import Organisation
    from oci_map.model.snapshot import Snapshot

SIZE: Final = 20_000
COMPARED: Final = 5_000
_TURN: Final = 50  # ms that the slowest letter may take
TYPED: Final = ("howset", "vlaams instituut", "agentschap voor", "a", "zzzzzzzz", "kortrijk")
_FIELD: Final = (
    "Vlaams", "Vlaamse", "Federatie", "Instituut", "Agentschap", "voor", "Fonds", "Vereniging",
    "Design", "Centrum", "van",
)  # fmt: skip


def make_organisations(size: int, seed: int = 0) -> list[Organisation]:
    """Return organisations with names of two to five words, aliases, places and notes."""
    from oci_map.model.ids import RecordId
    from oci_map.model.records import Organisation

    draw = random.Random(seed)
    vowels = ("a", "e", "i", "o", "u", "ie", "oe", "aa")
    syllables = [a + b + c for a in "bcdfghklmnprstvwz" for b in vowels for c in ("", *"nrslt")]
    words = ["".join(draw.choices(syllables, k=draw.randint(1, 4))) for _ in range(size)]
    made = [Organisation(id=RecordId("howest"), name="Howest", place="Kortrijk")]
    for number in range(size - 1):
        parts = [draw.choice(_FIELD if draw.random() < 0.4 else words) for _ in "abcde"]
        name = " ".join(part.capitalize() for part in parts[: draw.randint(2, 5)])
        short = "".join(word[0] for word in name.split()).upper()
        made.append(
            Organisation(
                id=RecordId(f"{number:032x}"),
                name=f"{name} ({short})",
                short_name=short if number % 2 else "",
                aliases=(name,) if number % 3 == 0 else (),
                place=draw.choice(words),
                note=" ".join(draw.choices(words, k=10)) if number % 4 == 0 else "",
            )
        )
    return made


def measure() -> dict[str, list[float]]:
    """Return the processor milliseconds of each thing that was done."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from oci_map.model.snapshot import Snapshot

    taken: dict[str, list[float]] = {}
    snapshot = Snapshot.of(make_organisations(SIZE))
    _index(snapshot, taken)
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"):
            os.environ[name] = folder
        _palette(snapshot, Path(folder), taken)
    _duplicates(make_organisations(COMPARED), taken)
    return taken


def _timed(taken: dict[str, list[float]], name: str, work: Callable[..., Any], *given: Any) -> Any:
    begin = time.process_time()
    done = work(*given)
    taken.setdefault(name, []).append((time.process_time() - begin) * 1000)
    return done


def _index(snapshot: Snapshot, taken: dict[str, list[float]]) -> None:
    from oci_map.model.change import RecordChange
    from oci_map.model.ids import RecordId
    from oci_map.search.records import RecordIndex

    index = _timed(taken, "index: begin", RecordIndex, snapshot)
    while not index.complete:
        _timed(taken, "index: a portion of 400 records", index.read)
    index.matches("a")
    for typed in TYPED:
        for end in range(1, len(typed) + 1):
            _timed(taken, "index: a letter typed", index.matches, typed[:end])
    before = snapshot.organisations[RecordId("howest")]
    for number in range(20):
        change = RecordChange("organisation", before.id, before, replace(before, name=f"X{number}"))
        _timed(taken, "index: an edit followed", index.follow, [change], snapshot)
        _timed(taken, "index: a letter after an edit", index.matches, "howset")


def _palette(snapshot: Snapshot, folder: Path, taken: dict[str, list[float]]) -> None:
    """Type into the real search, over a window without a map in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    from oci_map.document import Document
    from oci_map.ui import preferences
    from oci_map.ui.actions import Actions
    from oci_map.ui.session import Session

    path = folder / "large.ocimap"
    Document.create(path, records=snapshot.organisations.values()).close()
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)  # noqa: S101 - the one made here
    preferences.name_application()
    window = QMainWindow()
    session = Session(preferences.Preferences(), window)
    session.open(path)
    actions = Actions(session, window)
    bar = window.menuBar()
    bar.addMenu("Edit").addActions(actions.all())
    window.resize(1600, 1000)
    window.show()
    application.processEvents()
    from oci_map.ui.finder import finder_of
    from oci_map.ui.search.palette import Palette

    palette = _timed(taken, "search: made, the first time", Palette, session, actions, bar, window)
    for _turn in range(5):
        _timed(taken, "search: opened and painted", _opened, palette)
        palette.close_search()
    while not finder_of(session).complete:
        application.processEvents()
    palette.open_search()
    for typed in TYPED:
        for end in range(1, len(typed) + 1):
            _timed(taken, "search: a letter typed and painted", _typed, palette, typed[:end])
    palette.close_search()
    session.close()
    window.close()


def _opened(palette: Any) -> None:
    palette.open_search()
    palette.grab()


def _typed(palette: Any, text: str) -> None:
    palette.search.setText(text)
    palette.grab()


def _duplicates(organisations: list[Organisation], taken: dict[str, list[float]]) -> None:
    from oci_map.model.snapshot import Snapshot
    from oci_map.search.duplicates import find_duplicates

    _timed(taken, "duplicates among 5 000", find_duplicates, Snapshot.of(organisations))


def report() -> list[str]:
    """Return the lines of the report."""
    return [
        f"{name:<38}{median(values):>7.1f} ms (at worst {max(values):.1f})"
        + (at_most(max(values), _TURN, "ms") if name.startswith("search: ") else "")
        for name, values in measure().items()
    ]
