"""Frozen dataclasses that are made in a tenth of the time: the program has more than a hundred.

`dataclasses` compiles six methods of each frozen class, and the window waits for that at every
start. Here only the one that makes a value is compiled, once for all classes with as many fields.
`replace`, `fields`, `==`, `hash`, `repr` and copying work as usual; so do checkers.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from functools import cache
from inspect import get_annotations
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, NoReturn

__all__ = ["dataclass"]

#: Words by which an annotation is not that of a field.
_MEANT: Final = ("ClassVar", "InitVar", "KW_ONLY")

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
            return _with_methods(_unread(cls, plain), eq=eq)

        return make


def _unread(cls: type, plain: Callable[[type], type]) -> type:
    """Make the dataclass without its annotations being searched for words that mean something."""
    texts = get_annotations(cls)
    if any(word in str(text) for text in texts.values() for word in _MEANT):
        return plain(cls)
    cls.__annotations__ = dict.fromkeys(texts, object)
    made = plain(cls)
    made.__annotations__ = texts
    for field in dataclasses.fields(made):
        field.type = texts.get(field.name, field.type)
    return made


def _with_methods(cls: type, *, eq: bool) -> type:
    fields = dataclasses.fields(cls)
    given = {
        "__init__": _init(cls, fields),
        "__repr__": _repr,
        "__setattr__": _refuse,
        "__delattr__": _refuse,
    }
    if eq:
        given |= _comparison(tuple(field.name for field in fields))
    if "__slots__" in cls.__dict__:
        given |= {"__getstate__": _state, "__setstate__": _restore}
    for name, method in given.items():
        setattr(cls, name, method)
    return cls


def _init(cls: type, fields: Sequence[dataclasses.Field[Any]]) -> FunctionType:
    by_place = [field for field in fields if not field.kw_only]
    by_name = [field for field in fields if field.kw_only]
    ordered = [*by_place, *by_name]
    made = tuple(at for at, field in enumerate(ordered) if _is_made(field))
    shape = _shape(len(ordered), made, hasattr(cls, "__post_init__"))
    names = tuple(field.name for field in ordered)
    meant = {f"name{at}": name for at, name in enumerate(names)}
    code = shape.replace(
        co_argcount=1 + len(by_place),
        co_kwonlyargcount=len(by_name),
        co_varnames=("self", *names),
        co_consts=tuple(
            meant.get(one, one) if isinstance(one, str) else one for one in shape.co_consts
        ),
    )
    known: dict[str, Any] = {"set_field": object.__setattr__}
    known |= {f"new{at}": ordered[at].default_factory for at in made}
    method = FunctionType(code, known, "__init__", _defaults(cls, by_place))
    method.__kwdefaults__ = {one.name: _default(one) for one in by_name if _may_miss(one)}
    method.__qualname__ = f"{cls.__qualname__}.__init__"
    method.__module__ = cls.__module__
    method.__annotations__ = {**{field.name: field.type for field in fields}, "return": None}
    return method


@cache
def _shape(count: int, made: tuple[int, ...], then: bool) -> CodeType:
    """Return the code of an `__init__` of so many fields, whose names are put in later."""
    lines = [f"def __init__(self, {', '.join(f'value{at}' for at in range(count))}):"]
    for at in range(count):
        value = f"value{at}"
        if at in made:
            value = f"new{at}() if value{at} is set_field else value{at}"
        lines.append(f" set_field(self, 'name{at}', {value})")
    if then:
        lines.append(" self.__post_init__()")
    known: dict[str, Any] = {}
    exec("\n".join([*lines, " return", ""]), known)  # noqa: S102 - our own text
    code: CodeType = known["__init__"].__code__
    return code


def _defaults(cls: type, fields: Sequence[dataclasses.Field[Any]]) -> tuple[Any, ...]:
    may_miss = [_may_miss(field) for field in fields]
    if may_miss != sorted(may_miss):
        raise TypeError(f"{cls.__qualname__}: a field without a default follows one that has one")
    return tuple(_default(field) for field in fields if _may_miss(field))


def _default(field: dataclasses.Field[Any]) -> Any:
    # What is made anew for each value is known by a default that nobody can give.
    return object.__setattr__ if _is_made(field) else field.default


def _may_miss(field: dataclasses.Field[Any]) -> bool:
    return _is_made(field) or field.default is not dataclasses.MISSING


def _is_made(field: dataclasses.Field[Any]) -> bool:
    return field.default_factory is not dataclasses.MISSING


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
