"""Names of arrays for those who read and check the code; when it runs all are `np.ndarray`.

numpy's own names of types take as long to import as a tenth of numpy, so nobody does at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

__all__ = ["BoolArray", "Float32Array", "FloatArray", "IntArray"]

if TYPE_CHECKING:
    import numpy.typing as npt

    FloatArray = npt.NDArray[np.float64]
    Float32Array = npt.NDArray[np.float32]
    IntArray = npt.NDArray[np.intp]
    BoolArray = npt.NDArray[np.bool_]
else:
    FloatArray = Float32Array = IntArray = BoolArray = np.ndarray
