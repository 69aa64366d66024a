"""HTTPS from every client; certificates are verified where TLS begins."""

from __future__ import annotations

import http.client
import ssl
import urllib.request

import pytest
import requests
import trustme
from conftest import Outcome, attempt, over_transport
from loopback_host import LoopbackHost
from raw_server import Answer, RawServer, ok


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def trust(authority, tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("tls") / "ca.pem"
    authority.cert_pem.write_to_path(path)
    return str(path)


@pytest.fixture
def tls_server(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    server = RawServer(tls=context)
    yield server
    server.close()


def by_requests(url: str, trust: str | None) -> str:
    return requests.get(url, verify=trust or True).text


def by_urllib_request(url: str, trust: str | None) -> str:
    return urllib.request.urlopen(url, context=ssl.create_default_context(cafile=trust)).read().decode()


def by_http_client(url: str, trust: str | None) -> str:
    context = ssl.create_default_context(cafile=trust)
    connection = http.client.HTTPSConnection(url.removeprefix("https://"), context=context)
    connection.request("GET", "/")
    return connection.getresponse().read().decode()


CLIENTS = pytest.mark.parametrize("client", [by_requests, by_urllib_request, by_http_client])


def both(client, server: RawServer, trust: str | None, *answers: Answer) -> tuple[Outcome, Outcome]:
    server.replay(*answers)
    native = attempt(lambda url: client(url, trust), server)
    server.replay(*answers)
    return native, over_transport(lambda: attempt(lambda url: client(url, trust), server), LoopbackHost(trust))


@CLIENTS
def test_verified(client, tls_server, trust):
    native, ours = both(client, tls_server, trust, ok(b"secret"))
    assert ours == native
    assert native.value == "secret"


@CLIENTS
def test_unknown_authority(client, tls_server):
    native, ours = both(client, tls_server, None)
    assert native.error[-1] == "SSLCertVerificationError"
    # The relay has no certificate to show, so it is the more general class of the two.
    assert ours.error == (*native.error[:-1], "SSLError")
    assert not tls_server.requests
