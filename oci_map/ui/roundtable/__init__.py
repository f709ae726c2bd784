"""The view of roundtables: theme, guests, tables, agenda and the day itself."""
