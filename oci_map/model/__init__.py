"""The nouns of the field as values: what they hold, what must hold, how they change."""
