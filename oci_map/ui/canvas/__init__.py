"""The network on the screen: it paints the session's Picture and turns gestures into operations."""

from __future__ import annotations

from oci_map.ui.canvas.view import CanvasView

__all__ = ["CanvasView"]
