"""Records of any noun with any values their fields can hold, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from oci_map.model.fields import NOUNS, Field, Kind
from oci_map.model.ids import RecordId
from oci_map.model.records import Record
from oci_map.model.text import clean_text

#: What people type, and what people who mean harm type.
TEXTS = st.sampled_from(
    [
        "",
        "VAF",
        "Café ’t Hoekje",
        "👩🏽‍🎨",
        "שלום",
        "<img src=x>",
        "a\nb",
        "{x.y}",
        "%s",
        "x" * 10_000,
    ]
) | st.text(max_size=20).map(clean_text)
IDS = st.sampled_from([f"{letter}{number}" for letter in "abc" for number in range(9)])
DATES = st.sampled_from(["", "2010", "2012-07", "2012-07-06"])


def _values(field: Field) -> st.SearchStrategy[object]:
    least = -(2**53) if field.least is None else field.least
    whole = st.integers(least, 2**53 if field.most is None else field.most)
    several = st.lists(IDS, unique=True, max_size=4).map(tuple)
    return {
        Kind.TEXTS: st.lists(TEXTS, max_size=3).map(tuple),
        Kind.CHOICE: st.sampled_from(sorted(field.choices) or [""]),
        Kind.YES_NO: st.booleans(),
        Kind.INTEGER: whole if field.required else whole | st.none(),
        Kind.EURO: whole if field.required else whole | st.none(),
        # The file knows one zero, the sum of -0.0 and 0.0.
        Kind.REAL: st.floats(allow_nan=False, allow_infinity=False).map(_one_zero),
        Kind.DATE: DATES,
        Kind.REFERENCE: IDS if field.required else st.just("") | IDS,
        Kind.REFERENCES: several,
        Kind.COLOUR: st.sampled_from(["", "#1f7a5c"]),
        Kind.DATA: st.sampled_from(["{}", '{"title": "Overleg"}']),
    }.get(field.kind, TEXTS.filter(str.strip) if field.required else TEXTS)


def _one_zero(value: float) -> float:
    return value + 0.0


@st.composite
def any_record(draw: st.DrawFn, noun: str = "") -> Record:
    """Draw a record; its references point anywhere."""
    chosen = NOUNS[noun or draw(st.sampled_from(sorted(NOUNS)))]
    values = {field.name: draw(_values(field)) for field in chosen.fields}
    return chosen.record(id=RecordId(draw(IDS)), **values)
