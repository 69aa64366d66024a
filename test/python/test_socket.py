"""The socket by itself, as http.client and urllib3 use it: who closes what, and when."""

from __future__ import annotations

import http.client

import pytest
import urllib3
from loopback_host import LoopbackHost
from raw_server import Answer, RawServer, ok

from libcloud_repl.http.exchange import Origin
from libcloud_repl.http.socket import ExchangeSocket

GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.fixture
def connected(host: LoopbackHost, server: RawServer) -> ExchangeSocket:
    return ExchangeSocket(Origin("http", "127.0.0.1", server.port), 5)


def test_closing_the_socket_closes_a_request_that_nobody_reads(connected, host):
    connected.sendall(GET)
    assert not host.ended
    connected.close()
    assert len(host.ended) == 1


def test_closing_the_file_closes_the_exchange(connected, host, server: RawServer):
    server.replay(Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", "hold"))
    connected.sendall(GET)
    file = connected.makefile()
    assert file.readline() == b"HTTP/1.1 200 OK\r\n"
    connected.close()
    assert not host.ended
    file.close()
    file.close()
    assert len(host.ended) == 1


def test_the_end_of_a_body_closes_the_exchange(connected, host, server: RawServer):
    server.replay(ok(b"body"))
    connected.sendall(GET)
    file = connected.makefile()
    assert file.read() == b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"
    assert len(host.ended) == 1
    file.close()
    connected.close()
    assert len(host.ended) == 1


def test_a_failure_closes_the_exchange_and_stays(connected, host, server: RawServer):
    server.replay(Answer(b"", "hold"))
    connected.settimeout(0.01)
    connected.sendall(GET)
    file = connected.makefile()
    for _ in range(2):
        with pytest.raises(TimeoutError, match="^timed out$"):
            file.read()
    assert len(host.ended) == 1
    assert host.operations == ["http.open", "http.finish"]


def test_head_in_single_bytes(connected, host, server: RawServer):
    server.replay(ok(b"body"))
    for byte in GET:
        connected.send(bytes([byte]))
    assert connected.makefile().read().endswith(b"body")
    assert server.requests[0].head == GET


def test_closed_socket_takes_nothing(connected):
    connected.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        connected.sendall(GET)


def test_file_of_no_request_is_empty(connected):
    assert connected.makefile().read() == b""


def test_text_is_a_type_error_as_for_a_socket(connected):
    with pytest.raises(TypeError):
        connected.sendall("text")


def test_connection_says_whether_it_is_connected(host, server: RawServer):
    connection = urllib3.connection.HTTPConnection("127.0.0.1", server.port)
    assert connection.is_closed and not connection.is_connected
    connection.connect()
    assert connection.is_connected and not connection.is_closed
    connection.close()
    assert connection.is_closed and not connection.is_connected


@pytest.mark.parametrize(
    ("given", "asked"),
    [("Cloud.Example.", "Cloud.Example"), ("bücher.example", "xn--bcher-kva.example"), ("[::1]", "::1"), ("10.0.0.1", "10.0.0.1")],
)
def test_host_as_the_page_knows_it(host, given, asked):
    connection = http.client.HTTPSConnection(given, 8443)
    connection.connect()
    connection.send(GET[:-2] + b"Content-Length: 1\r\n\r\n")
    ((_, value, *_),) = host.asked
    assert (value["scheme"], value["host"], value["port"]) == ("https", asked, 8443)
