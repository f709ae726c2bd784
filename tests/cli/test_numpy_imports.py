"""Importing numpy with less changes nothing that the program uses of it."""

from __future__ import annotations

from tests.programs import said_by


def _said(code: str) -> list[str]:
    return said_by(f"import sys; from oci_map.cli import numpy_imports\n{code}").split()


def test_the_types_of_arrays_wait_until_somebody_asks() -> None:
    code = (
        "numpy_imports.load(); import numpy\n"
        "print(any(name.startswith('numpy._typing') for name in sys.modules))\n"
        "import numpy.typing\n"
        "print(numpy.typing.NDArray is not list, sys.modules['numpy._typing'].__spec__ is not None)"
    )
    assert _said(code) == ["False", "True", "True"]


def test_what_computes_works_as_ever() -> None:
    code = (
        "numpy_imports.load(); import numpy, scipy.sparse, scipy.optimize\n"
        "print(numpy.linalg.eigh(numpy.eye(2)).eigenvalues.sum(),"
        " scipy.sparse.eye(3).sum(), numpy.random.default_rng(1).integers(1, 2))"
    )
    assert _said(code) == ["2.0", "3.0", "1"]


def test_a_numpy_that_is_there_is_left_alone() -> None:
    code = "import numpy; numpy_imports.load(); print('numpy._typing' in sys.modules)"
    assert _said(code) == ["True"]
