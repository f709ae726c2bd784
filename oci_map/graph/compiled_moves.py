"""Moves the nodes of a large network between clusters, with the compiled step of scikit-network.

Only its one compiled file is loaded: the package around it would import everything it has (urllib
and ssl among it) for 0.2 s and 14 MB. Where no such file can be had (docs/decisions/0012), or it
does not fit this computer, large networks are divided like small ones, which takes longer.
"""

from __future__ import annotations

import logging
import math
import sys
import threading
from collections.abc import Iterator
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray

log = logging.getLogger(__name__)

_FILE: Final = "sknetwork.clustering.louvain_core"
# The step does not let other threads run. So many entries of `partners` take it some 0.1 s.
_AT_ONCE: Final = 300_000
_loading = threading.Lock()


def can_move() -> bool:
    """Return whether the compiled step is here and can be loaded."""
    try:
        return hasattr(_core(), "optimize_core")
    except ImportError as problem:
        log.info("large maps are divided without the library: %s", type(problem).__name__)
        return False


def moved(
    starts: IntArray,
    partners: IntArray,
    weights: FloatArray,
    strength: FloatArray,
    labels: IntArray,
    least: float,
) -> IntArray:
    """Return labels (n,) after passes over all nodes in turn, each to where it gains most.

    The network is written as in `modularity.Web`; nothing of it is changed. Passes end when one
    adds less than `least` of all weight. That must be well above the precision of the 4-byte
    numbers it reckons with (1e-7), or two equal clusters could hand a node to and fro for ever.
    """
    # A power of two leaves each number as exact as it was, and none grows out of 4 bytes.
    exponent = -math.frexp(float(strength.sum()))[1]
    scaled = np.ldexp(strength, exponent)
    whole = float(scaled.sum())
    found = labels.astype(np.int64)
    near = partners.astype(np.int64, copy=False)
    ties = np.ldexp(weights, exponent).astype(np.float32)
    own = scaled.astype(np.float32)
    totals = np.bincount(labels, weights=scaled, minlength=len(own)).astype(np.float32)
    # It keeps two tables of totals, for ties with a direction, and one of ties inside a node,
    # which are nothing here: they move with it.
    tables = own, own, totals, totals.copy(), np.zeros_like(own), np.zeros_like(own)
    gained = math.inf
    while gained > least * whole:
        gained = 0.0
        for block in _blocks(starts):
            # It writes into `found` and the tables. The last number ends it after one pass.
            gained += _core().optimize_core(
                found, near, block, ties, *tables, 1.0 / whole, math.inf
            )[1]
    return found.astype(np.intp, copy=False)


def _blocks(starts: IntArray) -> Iterator[IntArray]:
    """Yield `starts` for some nodes at a time, all others without ties, which are passed over."""
    if starts[-1] <= _AT_ONCE:
        yield starts.astype(np.int64, copy=False)
        return
    size, begin = len(starts) - 1, 0
    while begin < size:
        end = max(begin + 1, int(np.searchsorted(starts, starts[begin] + _AT_ONCE)) - 1)
        yield np.clip(starts, starts[begin], starts[end]).astype(np.int64, copy=False)
        begin = end


def _spec() -> Any:
    package = find_spec("sknetwork")
    if package is None:
        return None
    folders = [str(Path(one) / "clustering") for one in package.submodule_search_locations or ()]
    return PathFinder.find_spec(_FILE, folders)


def _core() -> Any:
    with _loading:
        if _FILE not in sys.modules:
            spec = _spec()
            if spec is None:
                raise ModuleNotFoundError(_FILE)
            made = module_from_spec(spec)
            spec.loader.exec_module(made)
            sys.modules[_FILE] = made  # whoever imports the package finds the same one
    return sys.modules[_FILE]
