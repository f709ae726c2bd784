"""The words of the gaps view that are not sentences of a finding."""

from __future__ import annotations

from typing import Final

from oci_map.graph import finding as f
from oci_map.graph import matrix as m
from oci_map.graph.finding import Gap, State
from oci_map.i18n import N_, _, ngettext, number

ALL: Final = "all"

LEVELS: Final = {
    "sector": N_("Sectors"),
    "level": N_("Policy levels"),
    "domain": N_("Policy domains"),
    "organisation": N_("Organisations"),
    "need": N_("Needs"),
    "group": N_("Groups"),
    "recommendation": N_("Recommendations"),
}
STATES: Final = {
    f.OPEN: N_("Open"),
    f.PLANNED: N_("Planned"),
    f.BRIDGED: N_("Bridged"),
    f.DISMISSED: N_("Not relevant"),
    ALL: N_("All"),
}
MATRICES: Final = {
    m.SECTOR_SECTOR: N_("Sector × sector"),
    m.SECTOR_LEVEL: N_("Sector × level"),
    m.SECTOR_DOMAIN: N_("Sector × domain"),
    m.ORGANISATION_GROUP: N_("Organisation × group"),
}
#: What each state looks like: a token of the theme for its letters and its ground.
TONES: Final = {
    f.OPEN: ("gap_text", "gap_soft"),
    f.PLANNED: ("accent_text", "accent_soft"),
    f.BRIDGED: ("ok", "ok_soft"),
    f.DISMISSED: ("text_2", "neutral"),
}


def state_word(state: State) -> str:
    """Return the word for what the coordinator decided."""
    return _(STATES[state.state])


def needs_count(gap: Gap) -> str:
    """Say how many needs both sides share; nothing when they share none."""
    count = len(gap.shared_needs)
    if not count:
        return ""
    return ngettext("{count} shared need", "{count} shared needs", count).format(
        count=number(count)
    )
