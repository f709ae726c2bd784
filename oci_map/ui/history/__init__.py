"""The history: every step with what it changed, what the map was then, and the way back."""

from __future__ import annotations
