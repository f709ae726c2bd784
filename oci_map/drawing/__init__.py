"""From an analysis to a picture: places, outlines, lettering, marks, and the painter."""
