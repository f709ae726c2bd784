"""What the rows of the three columns are called, and what they are tied to in a sentence."""

from __future__ import annotations

from oci_map import i18n
from oci_map.graph.names import name_in_sentence
from oci_map.i18n import _, ngettext
from oci_map.model.ids import RecordId
from oci_map.model.records import Emphasis
from oci_map.model.snapshot import Snapshot
from oci_map.roundtable.follow_up import Register
from oci_map.roundtable.follow_up_words import body_name, body_names, supporters_words, title
from oci_map.roundtable.threads import OTHERS, Item, Spot, Threads


def emphasis_name(snapshot: Snapshot, emphasis: RecordId) -> str:
    """Return the name of a theme of the action plan, or that there is none."""
    record = snapshot.all(Emphasis).get(emphasis)
    return _("Without an emphasis") if record is None else name_in_sentence(record.name)


def spot_name(register: Register, threads: Threads, spot: Spot) -> str:
    """Return what stands in a row."""
    column, key = spot
    if column == "item":
        return _item_name(register, _item(threads, key))
    if key == OTHERS:
        count = threads.sharing_bodies if column == "body" else threads.sharing
        return ngettext("{count} other", "{count} others", count).format(count=i18n.number(count))
    return body_name(register.snapshot, key)


def spot_sentence(register: Register, threads: Threads, spot: Spot) -> str:
    """Say what a row is tied to."""
    column, key = spot
    snapshot = register.snapshot
    name = spot_name(register, threads, spot)
    if column == "item":
        item = _item(threads, key)
        if item.noun != "recommendation":
            return _("{name}: supported by {supporters}, to be answered by {bodies}").format(
                name=name, supporters=_counts(len(item.supporters)), bodies=_most(snapshot, item)
            )
        entry = register.by_id[key]
        return _("{name} Supported by {supporters}; to be answered by {bodies}.").format(
            name=title(entry.record),
            supporters=supporters_words(snapshot, entry),
            bodies=body_names(snapshot, entry.bodies),
        )
    if column == "organisation":
        counts = threads.between(key)
        said = [
            _("{body} ({count})").format(body=_end_name(register, threads, body),
                                         count=i18n.number(count))
            for body, count in sorted(counts.items(), key=_largest)
        ]  # fmt: skip
        return _("{organisation} asks {bodies}.").format(
            organisation=name, bodies=i18n.listing(said)
        )
    items = [one for one in threads.items if key in one.bodies]
    recommendations = sum(one.bodies[key] for one in items)
    supporters = {one for item in items for one in item.supporters}
    text = ngettext(
        "{body} is asked {count} recommendation, by {organisations}.",
        "{body} is asked {count} recommendations, by {organisations}.",
        recommendations,
    )
    return text.format(
        body=name, count=i18n.number(recommendations), organisations=_counts(len(supporters))
    )


def _item(threads: Threads, key: RecordId) -> Item:
    return next(one for one in threads.items if one.key == key)


def _item_name(register: Register, item: Item) -> str:
    if item.noun == "recommendation":
        return title(register.by_id[item.key].record)
    need = register.snapshot.needs.get(RecordId(item.key.partition("/")[0]))
    name = _("Without a need") if need is None else name_in_sentence(need.name)
    return f"{name} ({i18n.number(len(item.recommendations))})"


def _end_name(register: Register, threads: Threads, body: RecordId) -> str:
    return spot_name(register, threads, ("body", body))


def _counts(organisations: int) -> str:
    text = ngettext("{count} organisation", "{count} organisations", organisations)
    return text.format(count=i18n.number(organisations))


def _most(snapshot: Snapshot, item: Item) -> str:
    ranked = sorted(item.bodies.items(), key=_largest)
    return body_names(snapshot, [one for one, _count in ranked if one != OTHERS][:4])


def _largest(counted: tuple[RecordId, int]) -> tuple[int, RecordId]:
    return -counted[1], counted[0]
