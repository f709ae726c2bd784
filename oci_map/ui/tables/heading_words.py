"""What people write above the columns of their own spreadsheets, in Dutch and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from oci_map import i18n
from oci_map.model.fields import Field
from oci_map.model.text import folded

#: By field; a word that stands for two of them goes to the first that the table has.
_USUAL: Final[Mapping[str, str]] = MappingProxyType(
    {
        "organisation": "organisatie organization naam name",
        "name": "naam name organisatie organisation organization instelling",
        "name_nl": "nederlands dutch",
        "name_en": "engels english",
        "short_name": "roepnaam",
        "abbreviation": "afk afkorting abbr abbreviation acroniem acronym",
        "kind": "soort kind",
        "sectors": "sector branche branches",
        "policy_level": "niveau level",
        "policy_domain": "domein domain",
        "website": "site url web webadres webpagina",
        "place": "gemeente stad city town",
        "group": "groep group werkgroepen",
        "need": "behoefte thema topic",
        "active_from": "vanaf sinds start startdatum since",
        "active_to": "tot einddatum",
        "since": "vanaf",
        "note": "opmerking opmerkingen nota notities remark remarks notes comment comments",
        "email": "mail e-mailadres emailadres",
        "telephone": "tel gsm mobiel telefoonnummer phone mobile",
        "job": "functie rol function",
    }
)
_ENDING: Final = re.compile(r"\([^()]*\)|[.:*]+\s*$")


def with_usual_words(
    known: Mapping[str, Field], fields: Sequence[Field], heads: Sequence[str]
) -> dict[str, Field]:
    """Return the fields by the headings of a sheet: those they are called by go before others.

    `known` has the fields by their own labels. A usual word counts only for a field that no
    heading calls by its label, so that nothing is guessed where the sheet is clear.
    """
    found = dict(known)
    plain = {folded(head): folded(_ENDING.sub("", head.strip())) for head in heads}
    taken = {known[head].name for head in plain if head in known}
    words: dict[str, Field] = {}
    own = {field.name: field for field in fields}
    for name, usual in _USUAL.items():
        if name in own and name not in taken:
            for word in usual.split():
                words.setdefault(word, own[name])
    if "group" in own and "active_from" not in taken:  # of an organisation it says another thing
        words |= dict.fromkeys(("lid sinds", "member since"), own["active_from"])
    spoken = own.get(f"name_{i18n.language()}")
    if spoken is not None and spoken.name not in taken:
        words |= dict.fromkeys(("naam", "name"), spoken)
    for head, bare in plain.items():
        field = known.get(bare) or words.get(bare)
        if head not in found and field is not None and field.name not in taken:
            found[head] = field
    return found
