"""The latest values of something that takes long, found again by what they follow from."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, ParamSpec, TypeVar, cast

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
P = ParamSpec("P")


class Remembered(Generic[K, V]):
    """Keeps so many values; the one that was not wanted for longest goes first."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._known: OrderedDict[K, V] = OrderedDict()

    def of(self, key: K, make: Callable[[], V]) -> V:
        """Return the value of a key, made when it is not known."""
        known = self._known
        if key in known:
            known.move_to_end(key)
        else:
            known[key] = make()
            self._trim()
        return known[key]

    def learn(self, other: Remembered[K, V]) -> None:
        """Remember what another one does."""
        self._known.update(other._known)
        self._trim()

    def forget(self) -> None:
        """Begin anew."""
        self._known.clear()

    def _trim(self) -> None:
        while len(self._known) > self._room:
            self._known.popitem(last=False)


def by_identity(most: int) -> Callable[[Callable[P, V]], Callable[P, V]]:
    """Return a decorator that knows up to `most` results by the object that is given first.

    That is told by its identity, ten times faster than by its fields; the rest is compared.
    """

    def decorate(make: Callable[P, V]) -> Callable[P, V]:
        # With the object itself: so no other can have its identity.
        known: dict[tuple[Hashable, ...], tuple[object, V]] = {}

        def remembered(one: object, *rest: Hashable) -> V:
            key = (id(one), *rest)
            found = known.get(key)
            if found is None:
                if len(known) >= most:
                    known.clear()
                found = known[key] = (one, cast("Callable[..., V]", make)(one, *rest))
            return found[1]

        return cast("Callable[P, V]", remembered)

    return decorate
