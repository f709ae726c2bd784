"""Whom to invite, who sits with whom, about what: plans made from a snapshot and its analysis."""
