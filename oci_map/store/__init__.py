"""The file: its formats, its rows, its journal, and how it is opened, written and copied."""
