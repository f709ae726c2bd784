"""The export dialog: what is written and how, a preview of it, and where it goes."""
