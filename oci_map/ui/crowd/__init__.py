"""Painting a map of thousands: as discs from afar, as marks from near, labels by importance."""
