"""The view that says how everything is measured, and what is not known."""
