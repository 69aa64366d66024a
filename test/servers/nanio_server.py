"""Nanio: an S3 server that checks version 4 signatures, on a free loopback port.

Usage: ``nanio_server.py DATA_FOLDER``, with NANIO_ACCESS_KEY and NANIO_SECRET_KEY set.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from urllib.parse import parse_qsl, quote

import nanio.app
import uvicorn
from nanio.auth.credentials import EnvCredentialResolver
from nanio.auth.middleware import SigV4Middleware
from nanio.auth.sigv4 import VerifiedRequest, verify_header_auth
from nanio.config import Settings
from starlette.requests import Request

from loopback import announce, exit_with_parent

HOST = "127.0.0.1"
UNRESERVED = "-_.~"


def canonical_query(query: str) -> str:
    """Spell a query as AWS canonicalises it: decoded, then percent-encoded (space is %20).

    Libcloud signs that spelling and sends another one ("+" for a space).
    """
    pairs = parse_qsl(query, keep_blank_values=True)
    return "&".join(f"{quote(k, safe=UNRESERVED)}={quote(v, safe=UNRESERVED)}" for k, v in pairs)


class ExactSignatureMiddleware(SigV4Middleware):
    """Nanio's check on the path as it was sent: its own decodes "%2541" twice, to "A"."""

    def _verify(self, request: Request) -> VerifiedRequest:
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in request.scope["headers"]}
        if "authorization" not in headers:
            return super()._verify(request)
        return verify_header_auth(
            method=request.method,
            path=request.scope["raw_path"].decode("latin-1"),
            query=canonical_query(request.scope["query_string"].decode("latin-1")),
            headers=headers,
            secret_lookup=self._credentials.resolve,
        )


def main() -> None:
    """Serve until the parent ends."""
    settings = Settings(data_dir=Path(sys.argv[1]).resolve(), credentials=EnvCredentialResolver())
    nanio.app.SigV4Middleware = ExactSignatureMiddleware
    app = nanio.app.build_app(settings)
    listener = socket.create_server((HOST, 0))
    exit_with_parent()
    announce(HOST, listener.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
