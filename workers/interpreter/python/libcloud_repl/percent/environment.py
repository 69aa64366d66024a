"""Environment variables. A list of them is easily shown to others, so it masks what looks secret."""

from __future__ import annotations

import os
import re

from ..display.text import visible
from ..text import percent as wording
from .command import Command
from .context import CommandError, Context

__all__ = ["COMMANDS", "is_secret", "masked"]

#: The words of src/broker/credentials.ts.
_SECRET = re.compile(r"secret|passw|passphrase|token|credential|auth|private|key|(?:^|[^a-z])pw", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"(://[^/\s:@]*:)[^/\s@]*@")
#: Print working directory: no passwords.
_FOLDERS = ("PWD", "OLDPWD")
MASK = "********"


def is_secret(name: str) -> bool:
    """Whether the name says that its value is one."""
    return name not in _FOLDERS and _SECRET.search(name) is not None


def masked(name: str, value: str) -> str:
    """The value for a list: all of a secret is hidden, and the password in an address."""
    return MASK if value and is_secret(name) else _IN_ADDRESS.sub(rf"\1{MASK}@", value)


def _env(context: Context, argument: str) -> None:
    name, equals, value = argument.partition("=")
    name = name.strip()
    if not argument:
        for each in sorted(os.environ):
            print(visible(f"{each}={masked(each, os.environ[each])}"))
    elif equals:
        _set(name, value.strip())
    elif name in os.environ:
        print(visible(os.environ[name]))
    else:
        raise CommandError(wording.no_variable(name=name))


def _set(name: str, value: str) -> None:
    if not re.fullmatch(r"[A-Za-z_]\w*", name):
        raise CommandError(wording.no_variable_name(name=name))
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "'\""
    os.environ[name] = value[1:-1] if quoted else value


COMMANDS = (Command("env", *wording.ENV, _env),)
