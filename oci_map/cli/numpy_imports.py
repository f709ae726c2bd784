"""Imports numpy without what it brings for people who read and check code."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any, Final

#: The descriptions that numpy gives its functions, as under `python -OO`: nobody reads them here.
_DESCRIPTIONS: Final = ("numpy._core._add_newdocs", "numpy._core._add_newdocs_scalars")
#: The names of array types, of which numpy uses one to describe the results of four functions.
_TYPES: Final = "numpy._typing"


def load() -> None:
    """Import numpy; whoever asks for its types later gets them, whole."""
    if "numpy" in sys.modules:
        return
    for name in _DESCRIPTIONS:
        sys.modules.setdefault(name, ModuleType(name))
    sys.modules[_TYPES] = _Types(_TYPES)
    try:
        import numpy  # noqa: F401, ICN001 - only loaded here
    finally:
        del sys.modules[_TYPES]


class _Types(ModuleType):
    """Stands for any name of a type, such as `NDArray[Any]`."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return list
