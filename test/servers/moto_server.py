"""Moto as AWS EC2 and S3 on a free loopback port, with the two repairs that Libcloud needs.

Moto checks no signatures here. (Its own check cannot pass with Libcloud: it leaves User-Agent out
of the canonical request, which Libcloud signs.)
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

# AWS endpoints send no CORS headers, so a page must not be able to reach this one directly.
# Moto reads this when it is imported.
os.environ.setdefault("MOTO_DISABLE_GLOBAL_CORS", "true")

from moto.moto_server.werkzeug_app import (  # noqa: E402
    DomainDispatcherApplication,
    create_backend_app,
)
from werkzeug.serving import WSGIRequestHandler, make_server  # noqa: E402
from werkzeug.wrappers import Response  # noqa: E402

from loopback import announce, exit_with_parent  # noqa: E402

HOST = "127.0.0.1"
MOTO_NAMESPACE = b'xmlns="http://ec2.amazonaws.com/doc/2016-11-15"'
AWS_NAMESPACE = b'xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"'
EC2_CREDENTIAL = "AWS4-HMAC-SHA256 Credential={key}/20000101/us-east-1/ec2/aws4_request"

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class QuietHandler(WSGIRequestHandler):
    """Keeps the request log out of the output, which is kept for errors."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing about requests that were answered."""


def route_signature_v2(environ: Environ) -> None:
    """Send version 2 requests to EC2: Libcloud signs them so in us-east-1 and nine more regions.

    Moto finds the service in the Authorization header, which version 2 does not have, and would
    answer as S3.
    """
    query = parse_qs(environ.get("QUERY_STRING", ""))
    if query.get("SignatureVersion") == ["2"] and "HTTP_AUTHORIZATION" not in environ:
        key = query.get("AWSAccessKeyId", ["unknown"])[0]
        environ["HTTP_AUTHORIZATION"] = EC2_CREDENTIAL.format(key=key)


def like_aws(app: WsgiApp) -> WsgiApp:
    """Wrap Moto so that EC2 answers under the namespace that AWS uses.

    AWS's namespace ends with a slash and Moto's does not; Libcloud looks elements up by it, so
    every list would come back empty. Only EC2 and the bucket list live at "/": objects stream.
    """

    def wrapped(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") != "/":
            return app(environ, start_response)
        route_signature_v2(environ)
        response = Response.from_app(app, environ, buffered=True)
        response.set_data(response.get_data().replace(MOTO_NAMESPACE, AWS_NAMESPACE))
        return response(environ, start_response)

    return wrapped


def main() -> None:
    """Serve until the parent ends."""
    app = like_aws(DomainDispatcherApplication(create_backend_app))
    server = make_server(HOST, 0, app, threaded=True, request_handler=QuietHandler)
    exit_with_parent()
    announce(HOST, server.server_port)
    server.serve_forever()


if __name__ == "__main__":
    main()
