"""The window, with Qt."""
