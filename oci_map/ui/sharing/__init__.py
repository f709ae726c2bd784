"""The picture and what it shows, taken to other programs: by the clipboard, by dragging it out."""
