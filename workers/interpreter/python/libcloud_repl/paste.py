"""What to make of pasted text. Pure."""

from __future__ import annotations

import re
import textwrap

__all__ = ["cleaned"]

_PROMPT = re.compile(r"^[ \t]*>>>(?: |$)", re.MULTILINE)
_INPUT = re.compile(r"^[ \t]*(?:>>>|\.\.\.)(?: (.*)|())$")


def cleaned(text: str, *, fresh: bool) -> str:
    """Source out of a paste.

    Args:
        fresh: it stands alone, not in a line that has been begun.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not fresh:
        return text
    if _PROMPT.match(text.lstrip("\n")):
        return _without_prompts(text)
    return textwrap.dedent(text) if "\n" in text.strip("\n") else text


def _without_prompts(session: str) -> str:
    """The inputs of a session that was copied with its prompts; its outputs are dropped."""
    matches = [_INPUT.match(line) for line in session.split("\n")]
    inputs = [match[1] or "" for match in matches if match is not None]
    return "\n".join(inputs) + ("\n" if session.endswith("\n") or matches[-1] is None else "")
