"""A program that ends in the middle of its work, as in a power cut: nothing of it is closed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import os, sys
from pathlib import Path
from oci_map.document import Document
from tests.store.documents import rename
document = Document.open(Path(sys.argv[1]))
for name in sys.argv[2:]:
    if name == "--publish":
        document.work.publish()
    else:
        rename(document, name)
os._exit(9)
"""


def crash_after(path: Path, *names: str) -> None:
    """Give the organisation B these names, one step each, and end without closing anything.

    “--publish” among them writes the document to its folder at that place.
    """
    done = subprocess.run([sys.executable, "-c", _PROGRAM, str(path), *names], check=False)
    assert done.returncode == 9
