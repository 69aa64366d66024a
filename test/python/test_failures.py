"""Every failure is the exception that the native stack raises for it, from each library that users call."""

from __future__ import annotations

import http.client
import socket
import urllib.request
from contextlib import closing
from functools import partial

import pytest
import requests
import urllib3
from conftest import LoopbackHost, attempt, chain, over_transport
from raw_server import Answer, listen, ok

HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
CHUNK = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"


def by_requests(url: str, **options) -> bytes:
    return requests.get(url, **options).content


def by_urllib3(url: str, **options) -> bytes:
    return urllib3.PoolManager().request("GET", url, retries=0, **options).data


def by_urllib3_with_retries(url: str, **options) -> bytes:
    return urllib3.PoolManager().request("GET", url, **options).data


def by_urllib_request(url: str, **options) -> bytes:
    return urllib.request.urlopen(url, **options).read()


def by_http_client(url: str, **options) -> bytes:
    connection = http.client.HTTPConnection(url.removeprefix("http://"), **options)
    connection.request("GET", "/")
    return connection.getresponse().read()


CLIENTS = pytest.mark.parametrize(
    "client", [by_requests, by_urllib3, by_urllib3_with_retries, by_urllib_request, by_http_client]
)


@CLIENTS
@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (Answer(b"", "close"), "RemoteDisconnected"),
        (Answer(b"", "reset"), "ConnectionResetError"),
        (Answer(b"SSH-2.0-OpenSSH\r\n", "close"), "BadStatusLine"),
        (Answer(HEAD + b"part", "close"), "IncompleteRead"),
        (Answer(CHUNK, "close"), "IncompleteRead|ProtocolError"),
    ],
    ids=["closed", "reset", "protocol", "truncated", "chunk missing"],
)
def test_server_breaks_off(compare, client, answer, expected):
    outcome = compare(client, *[answer] * 4)
    assert outcome.error[-1] in expected.split("|") or "InvalidChunkLength" in outcome.error[-1]


@CLIENTS
def test_server_breaks_off_within_a_chunk(server, client):
    # The boundaries of chunks do not travel, so here the transport cuts between two; what users catch is the same.
    answers = [Answer(CHUNK + b"5\r\nhe", "close")] * 4
    server.replay(*answers)
    native = attempt(client, server).error
    server.replay(*answers)
    ours = over_transport(lambda: attempt(client, server)).error
    assert native[-1] == "IncompleteRead"
    assert ours[0] == native[0]


@CLIENTS
def test_no_answer_in_time(compare, client):
    outcome = compare(partial(client, timeout=0.2), *[Answer(b"", "hold")] * 4)
    assert "Timeout" in "".join(outcome.error)


@CLIENTS
def test_body_stops_for_longer_than_the_read_timeout(compare, client):
    outcome = compare(partial(client, timeout=0.2), *[Answer(HEAD + b"part", "hold")] * 4)
    assert "Timeout" in "".join(outcome.error)


def both(action) -> tuple[str, ...]:
    """For addresses where no server is: the exception of both stacks, which must be the same."""

    def attempt() -> tuple[str, ...]:
        with pytest.raises(Exception) as raised:
            action()
        return chain(raised.value)

    native = attempt()
    assert over_transport(attempt) == native
    return native


@pytest.fixture
def refusing() -> str:
    with closing(listen(backlog=1)) as listener:
        port = listener.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture
def silent():
    """An address that takes no more connections and does not refuse them either: its queue is full."""
    listener = listen(backlog=0)
    address = listener.getsockname()
    waiting = [socket.socket() for _ in range(3)]
    for client in waiting:
        client.setblocking(False)
        client.connect_ex(address)
    yield f"http://127.0.0.1:{address[1]}"
    for one in [listener, *waiting]:
        one.close()


@CLIENTS
def test_connection_refused(refusing, client):
    error = both(lambda: client(refusing))
    assert {"ConnectionRefusedError", "NewConnectionError"} & set(error)


@CLIENTS
def test_unknown_name(client):
    error = both(lambda: client("http://no-such-host.invalid"))
    assert {"gaierror", "NameResolutionError"} & set(error)


@CLIENTS
def test_connecting_takes_too_long(silent, client):
    error = both(lambda: client(silent, timeout=0.2))
    assert {"TimeoutError", "ConnectTimeoutError"} & set(error)


@pytest.mark.parametrize("host", ["a..b", "a" * 64 + ".example"])
@CLIENTS
def test_impossible_name(host, client):
    both(lambda: client(f"http://{host}"))


def test_error_texts_name_the_host_as_native_ones_do(refusing):
    with pytest.raises(requests.ConnectionError) as raised:
        over_transport(lambda: requests.get(refusing))
    assert "Max retries exceeded with url: / (Caused by NewConnectionError(" in str(raised.value)
    assert "HTTPConnection(host='127.0.0.1'" in str(raised.value)


def test_retries_of_urllib3_send_the_request_again(compare):
    outcome = compare(by_urllib3_with_retries, Answer(b"", "close"), Answer(b"", "reset"), ok(b"at last"))
    assert outcome.value == b"at last"
    assert len(outcome.requests) == 3


def test_a_post_that_may_have_arrived_is_not_sent_again(compare):
    outcome = compare(lambda url: urllib3.PoolManager().request("POST", url, body=b"x").data, Answer(b"", "reset"), ok())
    assert outcome.error[0] == "ProtocolError"
    assert len(outcome.requests) == 1


def test_tunnel_through_a_proxy_fails_by_a_sentence():
    with pytest.raises(requests.exceptions.ProxyError, match="CONNECT tunnel"):
        over_transport(lambda: requests.get("https://a.invalid", proxies={"https": "http://b.invalid"}), LoopbackHost())
