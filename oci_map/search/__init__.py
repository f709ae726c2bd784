"""Finding records by what a person types, and records that may be one and the same."""
