"""Linear constraints as they come together, and their solution by scipy.optimize.milp (HiGHS)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from oci_map.arrays import FloatArray

if TYPE_CHECKING:
    from scipy.optimize import OptimizeResult


@dataclass
class Rows:
    """Constraints low ≤ Σ values · x ≤ high."""

    row: list[int] = field(default_factory=list)
    column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)

    def add(self, terms: list[tuple[int, float]], low: float, high: float) -> None:
        """Add a constraint on these variables and their factors."""
        for column, value in terms:
            self.row.append(len(self.low))
            self.column.append(column)
            self.value.append(value)
        self.low.append(low)
        self.high.append(high)


def solve(
    cost: FloatArray, rows: Rows, low: FloatArray, high: FloatArray, integer: int, seconds: float
) -> OptimizeResult:
    """Return x with the least Σ cost · x between low and high, the first `integer` ones whole."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    matrix = csr_array((rows.value, (rows.row, rows.column)), shape=(len(rows.low), len(cost)))
    return milp(
        cost,
        integrality=(np.arange(len(cost)) < integer).astype(np.intp),
        bounds=Bounds(low, high),
        constraints=LinearConstraint(matrix, np.array(rows.low), np.array(rows.high)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
