"""Saved views in the window: the menu that opens and saves them, and the list to arrange them."""

from __future__ import annotations
