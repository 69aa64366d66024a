"""What to make of pasted text. Pure."""

from __future__ import annotations

import re
import textwrap

__all__ = ["cleaned"]

_PROMPT = re.compile(r"^[ \t]*>>>(?: |$)", re.MULTILINE)
_INPUT = re.compile(r"[ \t]*(>>>|\.\.\.)(?: (.*)|())")
#: What web pages indent with. Python takes it in strings only, none of which begins a line like that.
_NO_BREAK = re.compile(r"^(?:>>>|\.\.\.)?[ \t]*\u00a0[ \t\u00a0]*", re.MULTILINE)


def cleaned(text: str, *, fresh: bool) -> str:
    """Source out of a paste.

    Args:
        fresh: it stands alone, but for blanks, not in a line that has been begun.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if not fresh:
        return text
    text = _NO_BREAK.sub(lambda match: match[0].replace("\u00a0", " "), text)
    if _PROMPT.match(text.lstrip("\n")):
        return _without_prompts(text)
    return textwrap.dedent(text) if "\n" in text.strip("\n") else text


def _without_prompts(session: str) -> str:
    """The inputs of a session that was copied with its prompts; its outputs are dropped, those that begin with dots, too."""
    inputs: list[str] = []
    goes_on = False
    for line in session.split("\n"):
        match = _INPUT.fullmatch(line)
        goes_on = match is not None and (match[1] == ">>>" or goes_on)
        if match is not None and goes_on:
            inputs.append(match[2] or "")
    return "\n".join(inputs) + ("" if goes_on else "\n")
