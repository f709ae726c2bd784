"""The view of tables: every noun of the field as rows and columns that are edited in place."""
