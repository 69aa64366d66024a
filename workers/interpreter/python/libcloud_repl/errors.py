"""What the page answers when it refuses or fails an ask, and what Python code gets to see of it."""

from __future__ import annotations


class HostError(Exception):
    """The page refused or failed an ask.

    Host and transport speak in these; the user's code sees the exception that CPython, urllib3 or requests
    document for the failure instead (`libcloud_repl.http.failures`).

    Attributes:
        code: one of the protocol's closed set of codes, such as ``denied`` or ``dns``.
        message: one sentence for a person.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message


class NetworkError(ConnectionError):
    """A request failed for a reason that a socket does not have: the page, its policy or the relay ended it.

    ``str()`` is one sentence for a person. A `ConnectionError`, so that requests, urllib3 and libcloud treat it as they
    treat every connection that fails.

    Attributes:
        code: the protocol's code, such as ``relay-down`` or ``too-large``.
    """

    def __init__(self, message: str, code: str = "internal") -> None:
        super().__init__(message)
        self.code = code


class RequestDenied(NetworkError):
    """The user, the page's policy or the relay's policy does not let this request out."""
