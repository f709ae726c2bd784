"""`python -m oci_map`, and what the installed command starts."""

from __future__ import annotations

import sys

from oci_map.cli import main

if __name__ == "__main__":
    sys.exit(main())
