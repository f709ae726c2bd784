"""Possible duplicates: pairs side by side, merged field by field or told apart."""
