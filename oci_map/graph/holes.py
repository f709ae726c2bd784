"""Structural holes: how far the partners of an organisation are tied to each other (Burt 1992).

Who has no partner has neither figure: NaN here, None or nothing wherever people read. Large
gatherings, whose pairs are not listed, do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from oci_map.arrays import FloatArray
from oci_map.graph.modularity import Web
from oci_map.graph.row_blocks import product_among

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def constraint(web: Web) -> FloatArray:
    """Return Burt's constraint of each node; (n,), NaN without partners.

    C_i = Σ_j (p_ij + Σ_q p_iq p_qj)² over the partners j of i, with p_ij the share of i's
    strength that goes to j (Burt 1992, chapter 2). It can be a little above 1.
    """
    shares = _matrix(web, web.weights / web.strength[web.ends])
    # Only what leads to partners counts, so only the entries of ties are kept.
    ties = _matrix(web, np.ones(len(web.weights)))
    spent = shares + product_among(shares, shares, ties)
    return _of_connected(web, np.asarray(spent.multiply(spent).sum(axis=1)).ravel())


def effective_size(web: Web) -> FloatArray:
    """Return Burt's effective size of each node's circle of partners; (n,), NaN without any.

    E_i = Σ_j (1 − Σ_q p_iq m_jq) over the partners j of i, q ≠ i, j, with m_jq the weight of a
    tie by the strongest one of j (Burt 1992, chapter 2). Where all weights are equal this is
    partners − 2 · ties among them / partners (Borgatti 1997).
    """
    shares = _matrix(web, web.weights / web.strength[web.ends])
    strongest = np.zeros(web.size)
    np.maximum.at(strongest, web.ends, web.weights)
    marginal = _matrix(web, web.weights / strongest[web.ends])
    ties = _matrix(web, np.ones(len(web.weights)))
    redundant = product_among(shares, marginal.T.tocsr(), ties)
    return _of_connected(web, np.diff(web.starts) - np.asarray(redundant.sum(axis=1)).ravel())


def _matrix(web: Web, values: FloatArray) -> csr_array:
    from scipy.sparse import csr_array

    return csr_array((values, web.partners, web.starts), shape=(web.size, web.size))


def _of_connected(web: Web, values: FloatArray) -> FloatArray:
    return np.where(np.diff(web.starts) > 0, values, np.nan)
