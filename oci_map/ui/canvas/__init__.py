"""The network on the screen: it paints the session's Picture and turns gestures into operations."""

from oci_map.ui.canvas.view import CanvasView

__all__ = ["CanvasView"]
