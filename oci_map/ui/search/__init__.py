"""Search everything: records, commands, views and settings in one list over the window."""
