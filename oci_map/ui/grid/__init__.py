"""The grid: organisations against working groups or needs, a seat or a priority in each cell."""

from __future__ import annotations
