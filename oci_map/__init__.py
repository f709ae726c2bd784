"""OCI Map: who cooperates with whom, and where cooperation is missing."""

from __future__ import annotations

__version__ = "0.1.0"
