"""Earlier versions of the document: what was kept, how it looked, and the way back."""

from __future__ import annotations
