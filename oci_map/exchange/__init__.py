"""Files that leave the program: one row per format in `formats.py`."""
