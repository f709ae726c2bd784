"""The closed lists of the field: codes as they are stored, labels as they are translated."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from oci_map.i18n import N_

Vocabulary = Mapping[str, str]

ORGANISATION_KINDS: Final[Vocabulary] = {
    "federation": N_("Federation or interest group"),
    "support": N_("Support organisation"),
    "school": N_("Knowledge institution"),
    "fund": N_("Fund or financier"),
    "government": N_("Government body"),
    "company": N_("Company"),
    "other": N_("Other"),
}
GOVERNMENT: Final = "government"

GROUP_KINDS: Final[Vocabulary] = {
    "platform": N_("Platform"),
    "working_group": N_("Working group"),
    "policy_group": N_("Policy group"),
    "design_platform": N_("Design platform"),
}
PLATFORM: Final = "platform"
POLICY_GROUP: Final = "policy_group"

ROLES: Final[Vocabulary] = {
    "chair": N_("Chair"),
    "secretary": N_("Secretary"),
    "member": N_("Member"),
    "observer": N_("Observer"),
}

TIE_KINDS: Final[Vocabulary] = {
    "cooperation": N_("Cooperation"),
    "project": N_("Joint project"),
    "funding": N_("Funding"),
    "information": N_("Information"),
}

INITIATIVE_KINDS: Final[Vocabulary] = {
    "project": N_("Project"),
    "measure": N_("Measure"),
    "instrument": N_("Instrument"),
}

BUDGET_PERIODS: Final[Vocabulary] = {
    "total": N_("in total"),
    "year": N_("a year"),
    "case": N_("at most, for each case"),
}

RECOMMENDATION_STATES: Final[Vocabulary] = {
    "proposed": N_("Proposed"),
    "discussed": N_("Discussed"),
    "answered": N_("Answered"),
    "planned": N_("In the action plan"),
    "done": N_("Done"),
    "rejected": N_("Rejected"),
}

INVITATION_STATES: Final[Vocabulary] = {
    "proposed": N_("On the list"),
    "invited": N_("Invited"),
    "accepted": N_("Accepted"),
    "declined": N_("Declined"),
    "attended": N_("Attended"),
    "absent": N_("Did not come"),
}

WISHES: Final[Vocabulary] = {
    "must_come": N_("Must come"),
    "not_this_time": N_("Not this time"),
    "together": N_("At one table"),
    "apart": N_("Never at one table"),
}
#: The wishes that are about two organisations.
WISHES_OF_TWO: Final = frozenset({"together", "apart"})

GAP_OUTCOMES: Final[Vocabulary] = {
    "tie": N_("They work together"),
    "no_tie": N_("They do not work together"),
    "unknown": N_("Unknown"),
}

CERTAINTIES: Final[Vocabulary] = {
    "stated": N_("Stated"),
    "inferred": N_("Inferred"),
    "illustrative": N_("Illustrative"),
    "unknown": N_("Unknown"),
}
ILLUSTRATIVE: Final = "illustrative"
UNKNOWN: Final = "unknown"

SOURCE_KINDS: Final[Vocabulary] = {
    "document": N_("Document"),
    "page": N_("Web page"),
    "conversation": N_("Conversation"),
    "none": N_("No source"),
}

GAP_STATES: Final[Vocabulary] = {
    "open": N_("Open"),
    "planned": N_("Planned"),
    "bridged": N_("Bridged"),
    "dismissed": N_("Not relevant"),
}

LEVEL_SHAPES: Final[Vocabulary] = {
    "hexagon": N_("Hexagon"),
    "diamond": N_("Diamond"),
    "circle": N_("Circle"),
    "square": N_("Rounded square"),
    "triangle": N_("Triangle"),
}
