"""What the system refuses is said in the language of the window."""

from __future__ import annotations

import errno
import os

import pytest

from oci_map import i18n
from oci_map.errors import system_reason


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO, errno.ENOENT])
def test_the_systems_own_words_are_not_shown(number: int) -> None:
    reason = system_reason(OSError(number, os.strerror(number)))
    assert reason
    assert os.strerror(number) not in reason


def test_an_error_that_nobody_thought_of_is_named_by_its_number() -> None:
    i18n.set_language("en")
    assert "9999" in system_reason(OSError(9999, "Odd thing"))
    assert "Odd" not in system_reason(OSError(9999, "Odd thing"))
    assert system_reason(OSError("lost"))
