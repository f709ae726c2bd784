"""Who hosts a table: the guest who knows both sides of what should come together there.

Whoever works with both sides of a gap would close it, so a host knows two who need the same and
do not work together, or one side of a gap, whom it can introduce to the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.roundtable.company import Company
from oci_map.roundtable.names import joined
from oci_map.roundtable.wishes import Pair
from oci_map.values import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """A guest at a table, whom it knows there and whom it can bring together."""

    guest: RecordId
    knows: tuple[RecordId, ...]
    bridges: tuple[Pair, ...]  # it works with both, they need the same and do not work together
    introduces: tuple[Pair, ...]  # two with a gap: it works with the first and not with the other


def hosts_at(company: Company, guests: Sequence[RecordId]) -> tuple[Host, ...]:
    """Return all guests at a table, the best host first."""
    found = [_host(company, guests, guest) for guest in guests]
    return tuple(
        sorted(
            found,
            key=lambda host: (
                -len(host.bridges), -len(host.introduces), -len(host.knows), host.guest,
            ),
        )
    )  # fmt: skip


def _host(company: Company, guests: Sequence[RecordId], guest: RecordId) -> Host:
    own = company.index[guest]
    place = company.index
    knows = [one for one in guests if company.known[own, place[one]]]
    bridges = [
        (one, other)
        for one, other in combinations(knows, 2)
        if company.affinity[place[one], place[other]] > 0
        and not company.known[place[one], place[other]]
    ]
    introduces = [
        (one, other)
        for one in knows
        for other in guests
        if company.gap[place[one], place[other]] and other not in knows and other != guest
    ]
    return Host(guest, tuple(knows), tuple(bridges), tuple(introduces))


def host_sentence(company: Company, host: Host) -> str:
    """Say why a guest hosts a table."""
    name = company.names[host.guest]
    if host.bridges:
        one, other = host.bridges[0]
        return _("{host} works with {one} and with {other}, who do not work together.").format(
            host=name, one=company.names[one], other=company.names[other]
        )
    if host.introduces:
        one, other = host.introduces[0]
        return _("{host} works with {one} and can introduce it to {other}.").format(
            host=name, one=company.names[one], other=company.names[other]
        )
    if host.knows:
        return _("{host} works with {others} already.").format(
            host=name, others=joined([company.names[one] for one in host.knows])
        )
    return _("Nobody at this table works with anybody else here; {host} can begin.").format(
        host=name
    )
