"""The nouns of the field as immutable records; `fields.py` describes each of their fields.

Every field but the id has a default, so that a form can start from an empty record; what must
be filled in is said by `fields.py` and held by `rules.py`. References are ids. Dates are partial
ISO dates, '' when unknown.
"""

from __future__ import annotations

from oci_map.i18n import in_language
from oci_map.model.ids import RecordId
from oci_map.values import dataclass

NONE = RecordId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every record has: an id that stays."""

    id: RecordId


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Record):
    """A record with a name in both languages; one of the two may be empty."""

    name_nl: str = ""
    name_en: str = ""

    @property
    def name(self) -> str:
        """Return the name in the chosen language, or the other when it is empty."""
        return in_language(self.name_nl, self.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentInfo(Record):
    """What holds for the whole document: its title, its coordinator, its boundary."""

    title_nl: str = ""
    title_en: str = ""
    coordinator: RecordId = NONE
    platform: RecordId = NONE
    boundary: str = ""

    @property
    def title(self) -> str:
        """Return the title in the chosen language."""
        return in_language(self.title_nl, self.title_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sector(Named):
    """A creative sector, with its colours and the initials drawn inside its marks."""

    initials_nl: str = ""
    initials_en: str = ""
    colour: str = ""
    colour_dark: str = ""
    rank: int = 0

    @property
    def initials(self) -> str:
        """Return the two letters drawn inside a mark of this sector."""
        return in_language(self.initials_nl, self.initials_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyLevel(Named):
    """European, federal, Flemish, provincial or local; ordered by rank."""

    shape: str = "circle"
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyDomain(Named):
    """Economy, innovation, culture, education or foreign trade, for instance."""

    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation(Record):
    """A member, agency, school, federation or fund."""

    name: str = ""
    short_name: str = ""
    abbreviation: str = ""
    aliases: tuple[str, ...] = ()
    kind: str = "other"
    sectors: tuple[RecordId, ...] = ()
    cross_sector: bool = False
    policy_level: RecordId = NONE
    policy_domain: RecordId = NONE
    parent: RecordId = NONE
    website: str = ""
    place: str = ""
    active_from: str = ""
    active_to: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """Return the short name, or the full one where there is none."""
        return self.short_name or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingGroup(Named):
    """A platform, working group, policy group or design platform."""

    kind: str = "working_group"
    mandate: str = ""
    parent: RecordId = NONE
    active_from: str = ""
    active_to: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """An organisation that sits in a group, in a role, for a time."""

    organisation: RecordId = NONE
    group: RecordId = NONE
    role: str = "member"
    active_from: str = ""
    active_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Named):
    """A shared need or interest."""

    emphasis: RecordId = NONE
    description: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedStatement(Record):
    """An organisation holds a need, with priority 1 (some) to 3 (most)."""

    organisation: RecordId = NONE
    need: RecordId = NONE
    priority: int = 2
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie(Record):
    """A stated cooperation between two organisations, strength 1 (weak) to 5 (strong)."""

    organisation: RecordId = NONE
    other: RecordId = NONE
    kind: str = "cooperation"
    strength: int = 3
    directed: bool = False
    active_from: str = ""
    active_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Emphasis(Named):
    """A theme of the action plan and the body that leads it."""

    lead: RecordId = NONE
    description: str = ""
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative(Named):
    """A project, measure or instrument."""

    kind: str = "project"
    lead: RecordId = NONE
    partners: tuple[RecordId, ...] = ()
    group: RecordId = NONE
    emphasis: RecordId = NONE
    budget: int | None = None
    budget_period: str = "total"
    active_from: str = ""
    active_to: str = ""
    needs: tuple[RecordId, ...] = ()
    sectors: tuple[RecordId, ...] = ()
    policy_levels: tuple[RecordId, ...] = ()
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """A proposal of the platform, addressed to public bodies and/or to the sector."""

    number: int | None = None
    text_nl: str = ""
    text_en: str = ""
    addressed_to: tuple[RecordId, ...] = ()
    to_the_sector: bool = False
    origin_group: RecordId = NONE
    origin_roundtable: RecordId = NONE
    supporters: tuple[RecordId, ...] = ()
    need: RecordId = NONE
    emphasis: RecordId = NONE
    status: str = "proposed"
    answer: str = ""
    proposed_on: str = ""
    answered_on: str = ""
    due_on: str = ""

    @property
    def name(self) -> str:
        """Return the text in the chosen language."""
        return in_language(self.text_nl, self.text_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundtable(Named):
    """A meeting: when, where, about which needs, with how many seats, tables and rounds."""

    date: str = ""
    place: str = ""
    topics: tuple[RecordId, ...] = ()
    recommendations: tuple[RecordId, ...] = ()
    starts_at: str = ""
    seats: int | None = None
    tables: int | None = None
    rounds: int | None = None
    minutes: int | None = None
    table_sizes: str = ""
    seed: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """A contact of an organisation: the only personal data."""

    name: str = ""
    organisation: RecordId = NONE
    job: str = ""
    email: str = ""
    telephone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation(Record):
    """An organisation (and perhaps a person) invited to a roundtable, and why."""

    roundtable: RecordId = NONE
    organisation: RecordId = NONE
    person: RecordId = NONE
    reason: str = ""
    status: str = "invited"
    deputy: RecordId = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat(Record):
    """An invitation's table in one round; tables and rounds count from 1."""

    invitation: RecordId = NONE
    round: int = 1
    table: int = 1
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish(Record):
    """What must hold for one guest of a roundtable, or for two of them."""

    roundtable: RecordId = NONE
    kind: str = "must_come"
    organisation: RecordId = NONE
    other: RecordId = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSheet(Record):
    """One table in one round: who hosts it, what it talks about and what came of it."""

    roundtable: RecordId = NONE
    round: int = 1
    table: int = 1
    host: RecordId = NONE
    topics: tuple[RecordId, ...] = ()
    question: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment(Record):
    """What somebody promised at a roundtable."""

    roundtable: RecordId = NONE
    table: int | None = None
    organisation: RecordId = NONE
    text: str = ""
    due_on: str = ""
    done_on: str = ""
    recommendation: RecordId = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class GapOutcome(Record):
    """What had become of a gap that sat at a table, so many months later."""

    roundtable: RecordId = NONE
    gap: str = ""
    months: int = 3
    outcome: str = "unknown"
    asked_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(Record):
    """A document, page or conversation that facts come from."""

    title: str = ""
    kind: str = "document"
    passage: str = ""
    date: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Record):
    """A source supports a record, or one field of it, with a certainty."""

    source: RecordId = NONE
    noun: str = ""
    record: RecordId = NONE
    field: str = ""
    certainty: str = "stated"
    passage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GapNote(Record):
    """What the coordinator decided about a gap, known by its stable key."""

    gap: str = ""
    state: str = "open"
    reason: str = ""
    noted_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView(Named):
    """A filter, colours, title and positions under a name; `settings` is JSON."""

    settings: str = "{}"
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSnapshot(Named):
    """A named date to compare with."""

    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """Where an organisation stands on the map, in px at 100 %, y down; pinned ones never move."""

    organisation: RecordId = NONE
    x: float = 0.0
    y: float = 0.0
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinction(Record):
    """Two records of a noun that look alike and are not the same one."""

    noun: str = ""
    record: RecordId = NONE
    other: RecordId = NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten(Record):
    """A record that was taken away for good; merging an old copy must not bring it back."""

    noun: str = ""
    record: RecordId = NONE
    forgotten_on: str = ""
