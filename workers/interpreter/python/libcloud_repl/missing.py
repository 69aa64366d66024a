"""What to do about a module that is not there."""

from __future__ import annotations

import re
import sys

from .packages.problems import NEEDS_COMPILED

__all__ = ["hint"]

#: Modules that programs for clouds often import, and that are no Python; `%pip` says it of all others.
_COMPILED = frozenset(
    "bcrypt brotli cffi Crypto cryptography grpc lxml matplotlib msgpack nacl numpy orjson pandas PIL psycopg2 pydantic_core regex scipy "
    "ujson yaml zstandard".split()
)


def hint(error: BaseException) -> str | None:
    """A sentence about a failed import, or None: a part of something that is there is a matter of spelling."""
    if type(error) is not ModuleNotFoundError or not isinstance(error.name, str):
        return None
    top = error.name.partition(".")[0]
    if top in sys.modules or top in sys.stdlib_module_names or re.fullmatch(r"[A-Za-z_]\w*", top) is None:
        return None
    if top in _COMPILED:
        return f"{top} cannot be had here: {NEEDS_COMPILED}."
    return f"%pip install {top} may bring it."
