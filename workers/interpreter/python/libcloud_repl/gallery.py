"""Pictures between the lines of the terminal: the page gets the bytes, and is told in the output where they belong."""

from __future__ import annotations

import sys

from . import host
from .display import Picture
from .errors import HostError
from .text import display as wording
from .text import limits

__all__ = ["show"]

#: PICTURE_OSC of src/protocol/screen.ts
_OSC = 7771


def show(picture: Picture, alt: str) -> str | None:
    """Shows ``picture`` below what was printed. Returns a sentence if that cannot be.

    Nothing is shown where the output goes elsewhere than to the terminal.
    """
    if sys.stdout is not sys.__stdout__:
        return None
    if not host.can_wait():
        return wording.picture_not_shown(reason=f"{limits.NO_WAITING}.")
    try:
        # An ask, not a tell: who shows many waits until the page has taken each.
        answer, _ = host.ask("picture.show", {"mime": picture.mime, "alt": alt}, picture.data)
    except HostError as error:
        return wording.picture_not_shown(reason=error)
    # Whoever looks for text only finds empty rows, which the picture covers.
    print(f"\x1b]{_OSC};{answer['picture']}\x07" + "\n" * answer["rows"], end="", flush=True)
    return None
