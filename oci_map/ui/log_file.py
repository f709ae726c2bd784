"""The log in the app-data folder: what went wrong, with ids and places in the program, no values.

The first entry makes the file: a start without trouble costs nothing.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QStandardPaths

if TYPE_CHECKING:
    from logging.handlers import RotatingFileHandler

_LARGEST: Final = 512 * 1024  # bytes of one file
_OLDER: Final = 3  # files that are kept beside it
_NAME: Final = "oci-map.log"


def folder() -> Path:
    """Return the folder of logs and crash reports: `logs` in the app-data folder."""
    # The same folder that platformdirs finds, which would make the first picture wait.
    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "oci-map" / "logs"


def path(where: Path) -> Path:
    """Return the newest log in a folder of logs."""
    return where / _NAME


class ValueFreeFormatter(logging.Formatter):
    """Writes an entry without anything a person typed, whatever the code that logs hands over."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return the entry; its exception as places in the program."""
        from oci_map.ui import value_free  # a start without trouble does without

        head = f"{self.formatTime(record)} {record.levelname} {record.name}: "
        lines = [head + value_free.without_values(_message(record)), *_more(record)]
        if record.exc_info and record.exc_info[1] is not None:
            lines += value_free.exception_lines(record.exc_info[1])
        return "\n".join(lines)


def _message(record: logging.LogRecord) -> str:
    try:
        return " ".join(record.getMessage().split())
    except (TypeError, ValueError):
        return str(record.msg)


def _more(record: logging.LogRecord) -> list[str]:
    """Return lines that the code that logs has freed of values itself: stacks."""
    given = getattr(record, "lines", ())
    return [str(one) for one in given]


class LogFile(logging.Handler):
    """Keeps the log file: it never grows beyond its size, and no trouble with it is ever told."""

    def __init__(self, where: Path) -> None:
        super().__init__(logging.INFO)
        self.path = path(where)
        self._file: RotatingFileHandler | None = None
        self._level_before = logging.NOTSET

    def install(self) -> None:
        """Write from now on what the program logs."""
        own = logging.getLogger("oci_map")
        self._level_before = own.level
        own.setLevel(logging.INFO)
        logging.getLogger().addHandler(self)

    def remove(self) -> None:
        """Write no more."""
        logging.getLogger().removeHandler(self)
        logging.getLogger("oci_map").setLevel(self._level_before)
        self.close()

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry; where that cannot be done the program goes on without."""
        try:
            if self._file is None:
                self._file = _made(self.path)
            self._file.emit(record)
        except OSError:
            self._file = None

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None
        super().close()


def tail(path: Path, most: int = 12_000) -> str:
    """Return the end of a log, from the beginning of a line; '' when there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - most))
            text = file.read().decode("utf-8", "replace")
    except OSError:
        return ""
    return text if size <= most else text.partition("\n")[2]


def _made(path: Path) -> RotatingFileHandler:
    from logging.handlers import RotatingFileHandler  # which loads much

    class Rotating(RotatingFileHandler):
        """Goes on in a file that is too large where another window keeps it from being moved."""

        def rotate(self, source: str, dest: str) -> None:
            try:
                super().rotate(source, dest)
            except OSError:
                return

        def handleError(self, record: logging.LogRecord) -> None:
            """Say nothing: a log that cannot be written must not become a fault of its own."""

    path.parent.mkdir(parents=True, exist_ok=True)
    made = Rotating(path, maxBytes=_LARGEST, backupCount=_OLDER, encoding="utf-8", delay=True)
    made.setFormatter(ValueFreeFormatter())
    return made
