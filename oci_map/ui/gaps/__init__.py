"""The view of gaps: a ranked list in words beside the table of where ties are missing."""
