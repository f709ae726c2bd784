"""Verbs of the person, one file for each noun, each one transaction of a Document."""
