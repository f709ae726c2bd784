"""Our dataclasses behave as those of the standard library; only making them is faster."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, replace
from dataclasses import dataclass as usual

import pytest

from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place with a name."""

    x: float
    y: float = 0.0
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """What a child adds to."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Child(Base):
    """Another class with the same fields is not equal."""

    rank: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """Equal only to itself."""

    size: int


@usual(frozen=True, slots=True)
class Usual:
    """As `Point`, by the standard library."""

    x: float
    y: float = 0.0
    names: list[str] = field(default_factory=list)


def test_fields_defaults_and_words() -> None:
    assert [one.name for one in fields(Point)] == ["x", "y", "names"]
    assert (Point(1.0).x, Point(1.0).y, Point(1.0).names) == (1.0, 0.0, [])
    assert Point(1.0).names is not Point(1.0).names
    assert repr(Point(1.0)) == repr(Usual(1.0)).replace("Usual", "Point")
    assert Point.__match_args__ == Usual.__match_args__
    assert Point.__init__.__annotations__ == Usual.__init__.__annotations__


def test_what_is_missing_or_too_much_is_refused() -> None:
    with pytest.raises(TypeError, match="'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="positional"):
        Base("one")  # type: ignore[call-arg]


def test_nothing_can_be_changed() -> None:
    point = Point(1.0)
    with pytest.raises(FrozenInstanceError):
        point.x = 2.0  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del point.y
    assert not hasattr(point, "__dict__")
    assert replace(point, y=3.0) == Point(1.0, 3.0)


def test_equality_and_hash() -> None:
    assert Child(id="a") == Child(id="a", rank=0)
    assert hash(Child(id="a")) == hash(Child(id="a"))
    assert Child(id="a") != Child(id="a", rank=1)
    assert Child(id="a") != Base(id="a")
    assert Alone(1) != Alone(1)
    assert len({Alone(1), Alone(1)}) == 2


def test_copies_are_equal() -> None:
    point = Point(1.0, 2.0, ["a"])
    assert copy.copy(point) == copy.deepcopy(point) == point
    assert pickle.loads(pickle.dumps(point)) == point  # noqa: S301 - our own bytes
    assert copy.deepcopy(point).names is not point.names
