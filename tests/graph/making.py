"""Small documents for the tests of graph/, written down or drawn by hypothesis."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hypothesis import strategies as st

from oci_map.graph.analysis import Analysis
from oci_map.graph.filters import Filter
from oci_map.graph.findings import Findings
from oci_map.model import records as r
from oci_map.model.ids import RecordId
from oci_map.model.snapshot import Snapshot
from oci_map.model.vocabulary import TIE_KINDS

DATES = ("", "2009", "2010", "2010-03", "2010-03-15", "2011", "2011-06", "2012-12-31")


def ids(names: str) -> tuple[RecordId, ...]:
    """Return the ids in a text of names."""
    return tuple(RecordId(name) for name in names.split())


def organisations(names: str, **sectors: str) -> list[r.Record]:
    """Return organisations named by their ids, and their sectors, in the order of first use."""
    known = dict.fromkeys(one for some in sectors.values() for one in some.split())
    made: list[r.Record] = [
        r.Sector(id=RecordId(name), name_en=name.capitalize(), rank=rank)
        for rank, name in enumerate(known)
    ]
    for name in names.split():
        own = ids(sectors.get(name, ""))
        made.append(r.Organisation(id=RecordId(name), name=name, sectors=own))
    return made


def group(name: str, members: str, kind: str = "working_group") -> list[r.Record]:
    """Return a group and the memberships of these organisations."""
    made: list[r.Record] = [r.WorkingGroup(id=RecordId(name), name_en=name, kind=kind)]
    made += [
        r.Membership(id=RecordId(f"{name}/{one}"), organisation=RecordId(one), group=RecordId(name))
        for one in members.split()
    ]
    return made


def tie(one: str, other: str, kind: str = "cooperation", strength: int = 5) -> r.Tie:
    """Return a stated tie."""
    return r.Tie(
        id=RecordId(f"{one}-{other}-{kind}"),
        organisation=RecordId(one),
        other=RecordId(other),
        kind=kind,
        strength=strength,
    )


def ties(pairs: str) -> list[r.Record]:
    """Return strong ties, written "a-b b-c"."""
    ends = [pair.split("-") for pair in pairs.split()]
    return [tie(one, other) for one, other in ends]


def needs(**holders: str) -> list[r.Record]:
    """Return needs and who holds them, written "a b:3" with the priority when it is not 2."""
    made: list[r.Record] = []
    for rank, (name, written) in enumerate(holders.items()):
        made.append(r.Need(id=RecordId(name), name_en=name, rank=rank))
        for holder in written.split():
            one, _colon, priority = holder.partition(":")
            made.append(
                r.NeedStatement(
                    id=RecordId(f"{name}/{one}"),
                    organisation=RecordId(one),
                    need=RecordId(name),
                    priority=int(priority or 2),
                )
            )
    return made


def roundtable(name: str, date: str, tables: Mapping[str, Sequence[int]]) -> list[r.Record]:
    """Return a held roundtable; `tables` gives each organisation's table, round by round."""
    made: list[r.Record] = [r.Roundtable(id=RecordId(name), name_en=name, date=date)]
    for one, at in tables.items():
        invitation = r.Invitation(
            id=RecordId(f"{name}/{one}"),
            roundtable=RecordId(name),
            organisation=RecordId(one),
            status="attended",
        )
        made.append(invitation)
        for number, table in enumerate(at, start=1):
            seat_id = RecordId(f"{name}/{one}/{number}")
            made.append(r.Seat(id=seat_id, invitation=invitation.id, round=number, table=table))
    return made


def findings_of(*parts: list[r.Record] | r.Record, view: Filter | None = None) -> Findings:
    """Return the findings of a document made of these records."""
    records = [one for part in parts for one in (part if isinstance(part, list) else [part])]
    return Analysis(Snapshot.of(records), view).findings


@st.composite
def snapshots(draw: st.DrawFn, most: int = 7) -> Snapshot:
    """Draw a small document with a bit of everything."""
    names = [RecordId(f"o{number}") for number in range(draw(st.integers(0, most)))]
    return Snapshot.of([*_drawn_people(draw, names), *_drawn_ties(draw, names)])


def _drawn_people(draw: st.DrawFn, names: list[RecordId]) -> Iterator[r.Record]:
    sectors = [RecordId(f"s{number}") for number in range(3)]
    wanted = [RecordId(f"n{number}") for number in range(3)]
    for rank, one in enumerate(sectors):
        yield r.Sector(id=one, name_en=one, rank=-rank)
    for one in wanted:
        yield r.Need(id=one, name_en=one)
    yield r.WorkingGroup(id=RecordId("platform"), name_en="All", kind="platform")
    coordinator = draw(st.sampled_from([r.NONE, *names]))
    yield r.DocumentInfo(
        id=RecordId("document"), coordinator=coordinator, platform=RecordId("platform")
    )
    for one in names:
        begin, end = draw(_periods)
        yield r.Organisation(
            id=one,
            name=one,
            kind=draw(st.sampled_from(["support", "government"])),
            sectors=tuple(draw(st.lists(st.sampled_from(sectors), unique=True))),
            cross_sector=draw(st.booleans()),
            parent=names[0] if one != names[0] and draw(st.booleans()) else r.NONE,
            active_from=begin,
            active_to=end,
        )
        for need in draw(st.sets(st.sampled_from(wanted))):
            priority = draw(st.integers(1, 3))
            statement = RecordId(f"{one}/{need}")
            yield r.NeedStatement(id=statement, organisation=one, need=need, priority=priority)


def _drawn_ties(draw: st.DrawFn, names: list[RecordId]) -> Iterator[r.Record]:
    if len(names) < 2:
        return
    some = st.lists(st.sampled_from(names), unique=True)
    for number in range(draw(st.integers(0, 6))):
        one, other = draw(st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True))
        begin, end = draw(_periods)
        yield r.Tie(
            id=RecordId(f"t{number}"),
            organisation=one,
            other=other,
            kind=draw(st.sampled_from(list(TIE_KINDS))),
            strength=draw(st.integers(1, 5)),
            directed=draw(st.booleans()),
            active_from=begin,
            active_to=end,
        )
    for number, name in enumerate(["g0", "g1", "platform"]):
        begin, end = draw(_periods)
        if name != "platform":
            yield r.WorkingGroup(
                id=RecordId(name), name_en=name, active_from=begin, active_to=end, rank=number
            )
        for member in draw(some):
            begin, end = draw(_periods)
            yield r.Membership(
                id=RecordId(f"{name}/{member}"),
                organisation=member,
                group=RecordId(name),
                active_from=begin,
                active_to=end,
            )
    begin, end = draw(_periods)
    yield r.Initiative(
        id=RecordId("i"),
        name_en="i",
        lead=draw(st.sampled_from([r.NONE, *names])),
        partners=tuple(draw(some)),
        active_from=begin,
        active_to=end,
    )
    tables = st.lists(st.integers(1, 2), min_size=2, max_size=2)
    seated = draw(st.dictionaries(st.sampled_from([str(name) for name in names]), tables))
    yield from roundtable("r", draw(st.sampled_from(DATES)), seated)


# Begin and end in order, or open.
_periods = st.tuples(st.sampled_from(DATES), st.sampled_from(DATES)).map(
    lambda two: two if not two[0] or not two[1] or two[0] <= two[1][:4] else ("", two[1])
)
