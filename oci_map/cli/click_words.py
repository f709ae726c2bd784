"""What click itself says, in the person's language.

click asks Python's gettext, and that asks the environment for the language and a domain for the
texts. Both are ours while a command runs; the texts stand here so that they are collected.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from oci_map import resources
from oci_map.i18n import N_, NN_

#: The texts of click that these commands can bring about.
WORDS: Final = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("%(prog)s, version %(version)s"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Missing argument"),
    N_("Missing option"),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Invalid value: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not a valid {number_type}."),
    N_("default: {default}"),
    N_("required"),
    N_("Aborted!"),
)
COUNTED_WORDS: Final = (
    NN_("Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)"),
    NN_("Got unexpected extra argument ({args})", "Got unexpected extra arguments ({args})"),
    NN_("Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."),
    NN_("{value!r} is not {choice}.", "{value!r} is not one of {choices}."),
)

_DOMAIN: Final = "oci_map"


@contextmanager
def click_speaks(language: str) -> Generator[None]:
    """Let click speak this language within a `with` block."""
    domain, setting = gettext.textdomain(), os.environ.get("LANGUAGE")
    gettext.bindtextdomain(_DOMAIN, str(resources.path("locale")))
    gettext.textdomain(_DOMAIN)
    os.environ["LANGUAGE"] = language
    try:
        yield
    finally:
        gettext.textdomain(domain)
        if setting is None:
            del os.environ["LANGUAGE"]
        else:
            os.environ["LANGUAGE"] = setting
