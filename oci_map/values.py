"""Frozen dataclasses that are made in a fifth of the time: the program has ninety of them.

`dataclasses` compiles six methods of each frozen class, and the window waits for that at every
start. Here only the one is compiled that makes a value; the others need no text of their own.
`replace`, `fields`, `==`, `hash`, `repr` and copying work as usual; so do checkers.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(*, frozen: bool, slots: bool = False, eq: bool = True, kw_only: bool = False):
        """Return what makes a dataclass; only frozen ones are made here."""
        if not frozen:
            raise TypeError("only frozen dataclasses are made here")

        def make(cls: type) -> type:
            plain = dataclasses.dataclass(
                init=False, repr=False, eq=False, slots=slots, kw_only=kw_only
            )
            return _with_methods(plain(cls), eq=eq)

        return make


def _with_methods(cls: type, *, eq: bool) -> type:
    fields = dataclasses.fields(cls)
    names = tuple(field.name for field in fields)
    known: dict[str, Any] = {
        "set_field": object.__setattr__,
        **{f"default_{field.name}": field.default for field in fields},
        **{f"new_{field.name}": field.default_factory for field in fields},
    }
    exec(_init(cls, fields), known)  # noqa: S102 - our own text, from the names of our own fields
    made = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    given = {"__init__": made, "__repr__": _repr, "__setattr__": _refuse, "__delattr__": _refuse}
    if eq:
        given |= _comparison(names)
    if "__slots__" in cls.__dict__:
        given |= {"__getstate__": _state, "__setstate__": _restore}
    for name, method in given.items():
        setattr(cls, name, method)
    return cls


def _init(cls: type, fields: tuple[dataclasses.Field[Any], ...]) -> str:
    def parameter(field: dataclasses.Field[Any]) -> str:
        if field.default is not dataclasses.MISSING:
            return f"{field.name}=default_{field.name}"
        made = field.default_factory is not dataclasses.MISSING
        return f"{field.name}=set_field" if made else field.name

    by_place = [parameter(field) for field in fields if not field.kw_only]
    by_name = [parameter(field) for field in fields if field.kw_only]
    star = ["*"] if by_name else []
    lines = [f"def __init__({', '.join(['self', *by_place, *star, *by_name])}):"]
    for field in fields:
        value = field.name
        if field.default_factory is not dataclasses.MISSING:
            value = f"new_{field.name}() if {field.name} is set_field else {field.name}"
        lines.append(f" set_field(self, {field.name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    return "\n".join([*lines, " return", ""])


def _comparison(names: tuple[str, ...]) -> dict[str, Any]:
    # Without fields all are equal: then the class stands for them.
    parts = attrgetter(*(names or ("__class__",)))

    def equal(self: Any, other: Any) -> Any:
        if other.__class__ is not self.__class__:
            return NotImplemented
        return parts(self) == parts(other)

    def hashed(self: Any) -> int:
        return hash(parts(self))

    return {"__eq__": equal, "__hash__": hashed}


def _repr(self: Any) -> str:
    shown = (f"{field.name}={getattr(self, field.name)!r}" for field in dataclasses.fields(self))
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(_self: object, name: str, *_value: object) -> NoReturn:
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, field.name) for field in dataclasses.fields(self)]


def _restore(self: Any, state: list[Any]) -> None:
    for field, value in zip(dataclasses.fields(self), state, strict=True):
        object.__setattr__(self, field.name, value)
