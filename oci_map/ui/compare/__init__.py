"""The view that compares two dates: what is new, what ended, and what that did."""
