"""A roundtable as a calendar file (.ics, RFC 5545).

The time is that of the clock in the place where people meet, without a zone: every calendar then
shows the hour that is on the invitation. Without a begin it is an event of the whole day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from oci_map.errors import UserError
from oci_map.exchange.writing import write_whole
from oci_map.i18n import _
from oci_map.model.ids import RecordId
from oci_map.model.records import Roundtable
from oci_map.model.snapshot import Snapshot
from oci_map.model.text import clean_text
from oci_map.roundtable.agenda import minutes_of
from oci_map.roundtable.names import need_name
from oci_map.roundtable.of_record import roundtable_of
from oci_map.roundtable.timing import missing_time, slots_of

_WIDEST: Final = 75  # octets of a line, without its end
_SUFFIX: Final = ".ics"


def calendar(snapshot: Snapshot, roundtable: RecordId, made: datetime | None = None) -> bytes:
    """Return a roundtable as the bytes of a calendar file, made at a moment (now).

    Raises UserError when the day is not known.
    """
    planned = roundtable_of(snapshot, roundtable)
    stamp = (made or datetime.now(UTC)).astimezone(UTC)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OCI Map//Roundtable//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        # Stays the same, so that a file made again changes the event and does not double it.
        f"UID:{_escaped(planned.id)}@oci-map",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        *_times(planned),
        f"SUMMARY:{_escaped(planned.name)}",
    ]
    if planned.place.strip():
        lines.append(f"LOCATION:{_escaped(planned.place)}")
    lines += [f"DESCRIPTION:{_escaped(_description(snapshot, planned))}"]
    lines += ["TRANSP:OPAQUE", "END:VEVENT", "END:VCALENDAR"]
    return b"".join(_folded(line) for line in lines)


def write_calendar(snapshot: Snapshot, roundtable: RecordId, path: Path) -> Path:
    """Write a roundtable as a calendar file; raises UserError and FileProblem."""
    if path.suffix.lower() != _SUFFIX:
        raise UserError(_("“{name}” must end in .ics. Nothing was written.").format(name=path.name))
    write_whole(path, calendar(snapshot, roundtable))
    return path


def _times(planned: Roundtable) -> list[str]:
    if len(planned.date) < len("2012-11-22"):
        raise UserError(
            _(
                "A calendar file needs the day of the roundtable. Fill in its date; "
                "nothing was written."
            )
        )
    day = date.fromisoformat(planned.date)
    if not planned.starts_at:
        # Without an end, such an event takes the whole day.
        return [f"DTSTART;VALUE=DATE:{day:%Y%m%d}"]
    slots = () if missing_time(planned) else slots_of(planned)
    begin = minutes_of(planned.starts_at)
    end = slots[-1].end if slots else min(begin + 60, 24 * 60 - 1)
    return [f"DTSTART:{_moment(day, begin)}", f"DTEND:{_moment(day, end)}"]


def _moment(day: date, minutes: int) -> str:
    """Write a time of day; the midnight that ends a day is its last minute."""
    hour, minute = divmod(min(minutes, 24 * 60 - 1), 60)
    return f"{day:%Y%m%d}T{hour:02d}{minute:02d}00"


def _description(snapshot: Snapshot, planned: Roundtable) -> str:
    lines = [need_name(snapshot, one) for one in planned.topics if one in snapshot.needs]
    if not missing_time(planned):
        lines += ["", *(f"{slot.hours} {slot.text}" for slot in slots_of(planned))]
    return "\n".join(lines).strip()


def _escaped(text: str) -> str:
    plain = clean_text(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n").replace("\t", " ")


def _folded(line: str) -> bytes:
    """Return a line in pieces of at most 75 octets, no sign cut in two."""
    pieces: list[bytes] = [b""]
    for sign in line:
        octets = sign.encode("utf-8", errors="replace")
        # A piece that goes on begins with a space, which counts too.
        if len(pieces[-1]) + len(octets) > _WIDEST - (len(pieces) > 1):
            pieces.append(b"")
        pieces[-1] += octets
    return b"\r\n ".join(pieces) + b"\r\n"
