"""Moves the nodes of a large network between clusters, with the compiled step of scikit-network.

Only its one compiled file is loaded: the package around it would import everything it has (urllib
and ssl among it) for 0.2 s and 14 MB. Where no such file can be had (docs/decisions/0012), large
networks are divided like small ones, which takes longer.
"""

from __future__ import annotations

import math
import sys
import threading
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from oci_map.arrays import FloatArray, IntArray

_FILE: Final = "sknetwork.clustering.louvain_core"
_loading = threading.Lock()


def can_move() -> bool:
    """Return whether the compiled step is here."""
    return _FILE in sys.modules or _spec() is not None


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
    own = np.asarray(scaled, dtype=np.float32)
    totals = np.bincount(labels, weights=scaled, minlength=len(own)).astype(np.float32)
    found = _core().optimize_core(
        labels.astype(np.int64),
        partners.astype(np.int64),
        starts.astype(np.int64),
        np.asarray(np.ldexp(weights, exponent), dtype=np.float32),
        own,
        own,
        totals,
        totals.copy(),
        np.zeros_like(own),
        np.zeros_like(own),  # ties inside a node move with it
        1.0 / whole,
        least * whole,
    )[0]
    return np.asarray(found, dtype=np.intp)


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
            made = module_from_spec(spec)
            spec.loader.exec_module(made)
            sys.modules[_FILE] = made  # whoever imports the package finds the same one
    return sys.modules[_FILE]
