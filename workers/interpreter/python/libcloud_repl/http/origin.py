"""Host names as they are given to a socket, for the page."""

from __future__ import annotations


def ascii_host(host: str) -> str:
    """The name that a resolver would be asked for, or the address, without brackets and without a final dot.

    Raises:
        UnicodeError: a label is empty or too long, as from `socket.getaddrinfo`.
    """
    bare = host.strip("[]").rstrip(".")
    return bare if ":" in bare else bare.encode("idna").decode("ascii")
