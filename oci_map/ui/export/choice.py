"""What a person chose to export and how; kept between two starts of the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from oci_map.drawing.page import PAGES, WIDE
from oci_map.drawing.style import STYLES
from oci_map.exchange.options import SCALES, Options
from oci_map.i18n import LANGUAGES
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

PRESENT: Final = "present"
SAVED: Final = "saved"
ALL_SAVED: Final = "all"
FINDING: Final = "finding"
THEN_AND_NOW: Final = "then_and_now"
DECK: Final = "deck"
REPORT: Final = "report"

_EVERY: Final = (".png", ".svg", ".pdf", ".pptx", ".docx", ".html")
#: In which formats each thing can be written, the usual one first.
FORMATS_OF: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        PRESENT: _EVERY,
        SAVED: _EVERY,
        ALL_SAVED: _EVERY,
        FINDING: _EVERY,
        THEN_AND_NOW: _EVERY,
        DECK: (".pptx", ".pdf"),
        REPORT: (".docx", ".pdf"),
    }
)
#: The short names under which people know the formats.
SHORT: Final[Mapping[str, str]] = MappingProxyType({one: one[1:].upper() for one in _EVERY})


@dataclass(frozen=True, slots=True)
class Choice:
    """What is exported and how; `record` is the saved view or the key of the finding."""

    what: str = PRESENT
    record: str = ""
    suffix: str = ".png"
    size: str = WIDE.key
    theme: str = "light"
    language: str = "en"
    scale: int = 1
    transparent: bool = False
    template: str = ""
    as_picture: bool = False
    personal: bool = False
    title: str = ""  # as a person wrote it; '' for the usual one

    @property
    def options(self) -> Options:
        """What the formats are told; each takes what it knows."""
        return Options(
            size=self.size,
            theme=self.theme,
            scale=self.scale if self.has("scale") else 1,
            transparent=self.transparent and self.has("transparent"),
            template=Path(self.template) if self.template and self.has("template") else None,
            personal=self.personal and self.has("personal"),
            as_picture=self.as_picture,
        )

    @property
    def view(self) -> RecordId:
        """The saved view that was chosen."""
        return RecordId(self.record)

    def has(self, name: str) -> bool:
        """Say whether a field makes a difference to what is written."""
        if name == "size":
            return self.what != REPORT and self.suffix != ".docx"
        if name == "title":
            return self.what in (PRESENT, SAVED, FINDING)
        return self.suffix in _SERVES.get(name, _EVERY)

    def sound(self) -> Choice:
        """Return the choice with the usual value wherever one is unknown or does not fit."""
        formats = FORMATS_OF.get(self.what, _EVERY)
        return replace(
            self,
            what=self.what if self.what in FORMATS_OF else PRESENT,
            suffix=self.suffix if self.suffix in formats else formats[0],
            size=self.size if self.size in PAGES else WIDE.key,
            theme=self.theme if self.theme in STYLES else "light",
            language=self.language if self.language in LANGUAGES else "en",
            scale=self.scale if self.scale in SCALES else 1,
        )

    def plain(self) -> dict[str, object]:
        """Return the choice as it is kept."""
        return asdict(self)


_SERVES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "scale": (".png",),
        "transparent": (".png", ".svg"),
        "template": (".pptx",),
        "as_picture": (".pptx",),
        "personal": (".html",),
    }
)


def choice_of(kept: Mapping[str, object]) -> Choice:
    """Return a choice that was kept; what cannot be read has its usual value."""
    usual = Choice()
    values = {
        one.name: kept[one.name]
        for one in fields(Choice)
        if type(kept.get(one.name)) is type(getattr(usual, one.name))
    }
    return replace(usual, **values).sound()  # type: ignore[arg-type]  # each of its own type
