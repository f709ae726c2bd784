"""What a field and a noun are: the words in which `fields.py` describes every record."""

from __future__ import annotations

from dataclasses import MISSING, field
from dataclasses import fields as dataclass_fields
from enum import Enum, auto

from oci_map.i18n import _
from oci_map.model import records as r
from oci_map.model import vocabulary as v
from oci_map.values import dataclass


class Kind(Enum):
    """What a field holds, which decides its editor, its column and its check."""

    TEXT = auto()
    LONG_TEXT = auto()
    TEXTS = auto()  # several texts
    CHOICE = auto()  # a code of a vocabulary
    YES_NO = auto()
    INTEGER = auto()
    EURO = auto()
    REAL = auto()
    DATE = auto()  # partial
    REFERENCE = auto()  # another record
    REFERENCES = auto()  # several other records, in order
    ADDRESS = auto()  # of a page
    COLOUR = auto()
    DATA = auto()  # JSON that only the program reads


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a noun."""

    name: str
    kind: Kind
    text: str  # the label, to be translated
    required: bool = False
    target: str = ""  # the noun a reference points at
    choices: v.Vocabulary = field(default_factory=dict, hash=False)
    least: int | None = None
    most: int | None = None
    sensitive: bool = False  # says something about a person

    @property
    def label(self) -> str:
        """Return the label in the chosen language."""
        return _(self.text)

    @property
    def is_reference(self) -> bool:
        """Say whether it points at other records."""
        return self.kind in (Kind.REFERENCE, Kind.REFERENCES)

    def fits(self, value: object) -> bool:
        """Say whether a value that came from outside is of the type this field holds."""
        match self.kind:
            case Kind.TEXTS | Kind.REFERENCES:
                return isinstance(value, tuple) and all(isinstance(one, str) for one in value)
            case Kind.YES_NO:
                return isinstance(value, bool)
            case Kind.INTEGER | Kind.EURO:
                whole = isinstance(value, int) and not isinstance(value, bool)
                return whole or (value is None and not self.required)
            case Kind.REAL:
                return isinstance(value, int | float) and not isinstance(value, bool)
            case _:
                return isinstance(value, str)


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of record: its name in code and file, its class, its labels, its fields."""

    name: str
    record: type[r.Record]
    one: str
    many: str
    fields: tuple[Field, ...]
    listed: bool = True  # counted and shown as data; False for what the program keeps for itself

    @property
    def label(self) -> str:
        """Return the word for one of them in the chosen language."""
        return _(self.one)

    @property
    def plural(self) -> str:
        """Return the word for many of them in the chosen language."""
        return _(self.many)

    def field(self, name: str) -> Field:
        """Return one field; an unknown name raises KeyError."""
        for described in self.fields:
            if described.name == name:
                return described
        raise KeyError(f"{self.name}.{name}")

    def default(self, name: str) -> object:
        """Return what the field holds in an empty record."""
        for kept in dataclass_fields(self.record):
            if kept.name == name and kept.default is not MISSING:
                return kept.default
        raise KeyError(f"{self.name}.{name}")
