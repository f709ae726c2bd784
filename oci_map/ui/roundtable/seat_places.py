"""Where tables, chairs and names stand: round tables in rows, names round them without overlap."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from oci_map.model.ids import RecordId
from oci_map.ui import theme
from oci_map.ui.roundtable.looks import GuestLook, TableLook
from oci_map.values import dataclass

_RADIUS: Final = 54
_LEAST_RADIUS: Final = 44
_MOST_COLUMNS: Final = 8
_FEW: Final = 3  # tables that may stand below each other although two would fit here and there
_HEAD_REACH: Final = 110  # px to each side of the middle for the lines over a table
_CHIP: Final = 28  # how high a name is
_BETWEEN: Final = 5  # px from one name to the next
_OFF: Final = 10  # px from the edge of the table to a name
_HEAD: Final = 46  # for the two lines over a table
_ROW_GAP: Final = 22
_COLUMN_GAP: Final = 20
_EDGE: Final = 16


@dataclass(frozen=True, slots=True)
class Chair:
    """A guest's place: a dot on the edge of the table, and the name outside it."""

    look: GuestLook
    dot: QPointF
    chip: QRectF


@dataclass(frozen=True, slots=True)
class PlacedTable:
    """A table with its chairs; `area` is all that belongs to it."""

    look: TableLook
    centre: QPointF
    radius: float
    head: QRectF
    area: QRectF
    chairs: tuple[Chair, ...]

    def dots(self) -> Mapping[RecordId, QPointF]:
        """Return where each guest's dot is."""
        return {chair.look.guest: chair.dot for chair in self.chairs}


@dataclass(frozen=True, slots=True)
class Places:
    """All tables, and how high they are together."""

    tables: tuple[PlacedTable, ...]
    height: float


def places(
    tables: Sequence[TableLook], width_of: Callable[[GuestLook], float], width: float, height: float
) -> Places:
    """Return where everything stands in this room; it is higher when the tables need it."""
    if not tables:
        return Places((), 0.0)
    room = width - 2 * _EDGE
    rows = _rows(tables, width_of, room)
    # Round tables of a row stand level, whatever stands above and below them.
    tops = [max(-draft.area.top() for draft in row) for row in rows]
    heights = [
        top + max(draft.area.bottom() for draft in row) for top, row in zip(tops, rows, strict=True)
    ]
    needed = sum(heights) + theme.px(_ROW_GAP) * (len(rows) - 1) + 2 * _EDGE
    free = max(0.0, height - needed) / (len(rows) + 1)
    y = _EDGE + free
    step = _step(rows, room) if _fits(rows, room) else None
    placed: list[PlacedTable] = []
    for row, top, high in zip(rows, tops, heights, strict=True):
        for x, draft in zip(_across(row, step, room), row, strict=True):
            placed.append(_moved(draft, _EDGE + x, y + top))
        y += high + free + theme.px(_ROW_GAP)
    return Places(tuple(placed), max(needed, height))


def _rows(
    tables: Sequence[TableLook], width_of: Callable[[GuestLook], float], room: float
) -> list[list[PlacedTable]]:
    """Return the tables in rows, as many beside each other as there is room for."""
    sizes = [
        [_draft(look, width_of, theme.px(radius)) for look in tables]
        for radius in (_RADIUS, _LEAST_RADIUS)
    ]
    for columns in range(min(len(tables), _MOST_COLUMNS), 0, -1):
        for drafts in sizes:
            rows, begin = [], 0
            for count in rows_of(len(drafts), columns):
                rows.append(drafts[begin : begin + count])
                begin += count
            if columns > 1 and _fits(rows, room):
                return rows
    return _flowing(sizes[-1], room) if len(tables) > _FEW else [[draft] for draft in sizes[0]]


def _flowing(drafts: Sequence[PlacedTable], room: float) -> list[list[PlacedTable]]:
    """Return rows that are filled one after the other, where columns find no room."""
    rows: list[list[PlacedTable]] = []
    for draft in drafts:
        taken = _together([*rows[-1], draft]) if rows else room + 1
        if taken <= room:
            rows[-1].append(draft)
        else:
            rows.append([draft])
    return rows


def _together(row: Sequence[PlacedTable]) -> float:
    """Return how much room tables beside each other take."""
    gaps = theme.px(_COLUMN_GAP) * (len(row) - 1)
    return sum(draft.area.width() for draft in row) + gaps


def _across(row: Sequence[PlacedTable], step: float | None, room: float) -> list[float]:
    """Return where the tables of a row stand: below those of the row above, or as they fit."""
    if step is not None:
        first = _first(row, step, room)
        return [first + number * step for number in range(len(row))]
    places, left = [], (room - _together(row)) / 2
    for draft in row:
        places.append(left - draft.area.left())
        left += draft.area.width() + theme.px(_COLUMN_GAP)
    return places


def _fits(rows: Sequence[Sequence[PlacedTable]], room: float) -> bool:
    """Say whether rows fit with their tables below each other."""
    return _widest_step(rows, room) >= _least_step(rows)


def _least_step(rows: Sequence[Sequence[PlacedTable]]) -> float:
    """Return how near tables may stand to each other before their names meet."""
    return max(
        (
            one.area.right() - other.area.left() + theme.px(_COLUMN_GAP)
            for row in rows
            for one, other in pairwise(row)
        ),
        default=0.0,
    )


def _widest_step(rows: Sequence[Sequence[PlacedTable]], room: float) -> float:
    """Return how far from each other tables can stand in this room."""
    return min(
        (
            (room + row[0].area.left() - row[-1].area.right()) / (len(row) - 1)
            for row in rows
            if len(row) > 1
        ),
        default=room,
    )


def _step(rows: Sequence[Sequence[PlacedTable]], room: float) -> float:
    """Return how far tables stand from each other: not further than looks like one room."""
    widest = max(map(len, rows))
    cell = max(draft.area.width() for row in rows for draft in row) + theme.px(_COLUMN_GAP)
    wanted = min(room / widest, cell * 1.4, _widest_step(rows, room))
    return max(wanted, _least_step(rows))


def _first(row: Sequence[PlacedTable], step: float, room: float) -> float:
    """Return where a row begins: in the middle, or aside where long names need it."""
    span = step * (len(row) - 1)
    begin = (room - span) / 2
    begin = max(begin, -row[0].area.left())
    return min(begin, room - span - row[-1].area.right()) if len(row) > 1 else begin


def rows_of(count: int, columns: int) -> list[int]:
    """Return how many tables stand in each row: even, and the same from above and below."""
    rows = math.ceil(count / columns)
    least, more = divmod(count, rows)
    counts = [least] * rows
    if more % 2:
        counts[(rows - 1) // 2] += 1
        more -= 1
    for place in range(more // 2):
        counts[place] += 1
        counts[-1 - place] += 1
    # An even number of rows has no middle: then the first ones take what is left over.
    return counts if max(counts) <= columns else _filled(count, columns)


def _filled(count: int, columns: int) -> list[int]:
    return [min(columns, count - begin) for begin in range(0, count, columns)]


def _draft(look: TableLook, width_of: Callable[[GuestLook], float], least: float) -> PlacedTable:
    """Return a table round (0, 0)."""
    count = len(look.guests)
    high, between = float(theme.px(_CHIP)), float(theme.px(_BETWEEN))
    # Names stand in two columns, but for one above: the table is as high as they are.
    radius = max(least, (high + between) * math.ceil((count - 1) / 2) / 2)
    angles = [2 * math.pi * place / max(count, 1) for place in range(count)]
    off = float(theme.px(_OFF))
    chairs = []
    for guest, angle in zip(look.guests, angles, strict=True):
        out = QPointF(math.sin(angle), -math.cos(angle))
        wide = width_of(guest)
        x = out.x() * (radius + off)
        side = 0.0 if abs(out.x()) < 0.05 else math.copysign(1.0, out.x())
        # Beside the table a name begins at its edge; above and below it stands over its chair.
        x += side * wide / 2 * min(1.0, abs(out.x()) * 1.7)
        y = out.y() * (radius + off + high / 2)
        chip = QRectF(x - wide / 2, y - high / 2, wide, high)
        chairs.append(Chair(guest, QPointF(out.x() * radius, out.y() * radius), chip))
    chairs = _apart(chairs, high + between, radius + off)
    box = QRectF(-radius, -radius, 2 * radius, 2 * radius)
    for chair in chairs:
        box = box.united(chair.chip)
    reach = max(min(-box.left(), box.right()), theme.px(_HEAD_REACH))
    head = QRectF(-reach, box.top() - theme.px(_HEAD), 2 * reach, theme.px(_HEAD) - 6)
    area = box.united(head)
    return PlacedTable(look, QPointF(0, 0), radius, head, area, tuple(chairs))


def _apart(chairs: Sequence[Chair], step: float, reach: float) -> list[Chair]:
    """Push names that overlap apart, those at each side along that side."""
    found = {id(chair): chair for chair in chairs}
    for side in (1.0, -1.0):
        own = sorted(
            (chair for chair in chairs if chair.dot.x() * side > 1.0),
            key=lambda chair: chair.chip.center().y(),
        )
        if not own:
            continue
        # The names above and below the table keep their room.
        last = len(own)
        above = -reach - own[0].chip.height() / 2
        below = -above if len(chairs) % 2 == 0 else math.inf
        wanted = [
            min(
                max(chair.chip.center().y(), above + step * (place + 1)),
                below - step * (last - place),
            )
            for place, chair in enumerate(own)
        ]
        for chair, y in zip(own, _spread(wanted, step), strict=True):
            box = QRectF(chair.chip)
            moved = abs(y - chair.chip.center().y()) > 0.5
            box.moveTop(y - box.height() / 2)
            if moved or len(own) > 2:
                box = _beside(box, side, reach)
            found[id(chair)] = Chair(chair.look, chair.dot, box)
    return [found[id(chair)] for chair in chairs]


def _beside(box: QRectF, side: float, reach: float) -> QRectF:
    """Return the box as near to the round edge as its height allows."""
    y = min(abs(box.top()), abs(box.bottom())) if box.top() * box.bottom() > 0 else 0.0
    inside = math.sqrt(max(0.0, reach * reach - y * y))
    made = QRectF(box)
    near = max(inside, 4.0)
    made.moveLeft(near if side > 0 else -near - box.width())
    return made


def _spread(wanted: Sequence[float], step: float) -> list[float]:
    """Return the nearest places to those wanted, in their order, at least a step apart."""
    # Blocks of neighbours that touch move together to the mean of what they want.
    blocks: list[tuple[float, int]] = []  # the first place, how many
    for place in wanted:
        blocks.append((place, 1))
        while len(blocks) > 1 and blocks[-2][0] + blocks[-2][1] * step > blocks[-1][0]:
            (one, many), (other, more) = blocks[-2], blocks[-1]
            total = one * many + (other - many * step) * more
            blocks[-2:] = [(total / (many + more), many + more)]
    return [first + step * place for first, count in blocks for place in range(count)]


def _moved(draft: PlacedTable, x: float, y: float) -> PlacedTable:
    by = QPointF(x, y)
    return PlacedTable(
        look=draft.look,
        centre=draft.centre + by,
        radius=draft.radius,
        head=draft.head.translated(by),
        area=draft.area.translated(by),
        chairs=tuple(
            Chair(one.look, one.dot + by, one.chip.translated(by)) for one in draft.chairs
        ),
    )
