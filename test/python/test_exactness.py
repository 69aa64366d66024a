"""What HTTP allows and browsers change: each program sends and gets the same as natively, whatever carries it."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import os
import time

import pytest
import requests
import urllib3
from raw_server import Answer, ok

#: How much the large bodies have; a gigabyte takes about a minute a test.
LARGE = int(os.environ.get("EXACTNESS_BYTES", 16 * 1024 * 1024))

PIECE = bytes(range(256)) * 256


def by_urllib3(url: str) -> urllib3.BaseHTTPResponse:
    return urllib3.PoolManager().request("GET", url)


def raw(url: str, method: str = "GET", target: str = "/", headers: tuple = (), body: bytes = b"") -> tuple:
    """A request of exactly this target and these headers, by http.client, which adds none here."""
    connection = http.client.HTTPConnection(url.removeprefix("http://"))
    connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
    for name, value in headers:
        connection.putheader(name, value)
    connection.endheaders(body or None)
    response = connection.getresponse()
    return response.status, response.reason, response.getheaders(), response.read()


@pytest.mark.parametrize(
    "target",
    ["//", "//a//b//", "/../a/./b/..", "/a%2Fb%2f", "/%2e%2E/%00", "/a+b;c=d?e=+;f", "/?", "/a?b?c", "/%E6%97%A5", "/~!$&'()*,:@"],
)
def test_target(compare, target):
    outcome = compare(lambda url: raw(url, target=target), ok(b"x"))
    assert outcome.requests[0].head == f"GET {target} HTTP/1.1\r\n\r\n".encode()


@pytest.mark.parametrize("path", ["/日本/é?q=ü", "/a b", "/?a=b;c=d&e=+", "/a?"])
@pytest.mark.parametrize("get", [requests.get, by_urllib3], ids=["requests", "urllib3"])
def test_target_of_a_url(compare, get, path):
    outcome = compare(lambda url: get(url + path).headers["Content-Length"], ok(b"x"))
    assert outcome.value == "1"


@pytest.mark.parametrize(
    "method", ["COPY", "PURGE", "PATCH", "OPTIONS", "DELETE", "MKCOL", "PROPFIND", "REPORT", "M-SEARCH", "get", "X!#$%&'*+-.^_`|~9"]
)
def test_method(compare, method):
    outcome = compare(lambda url: raw(url, method), ok(b"x"))
    assert outcome.requests[0].head == f"{method} / HTTP/1.1\r\n\r\n".encode()


@pytest.mark.parametrize("method", ["HEAD", "GET", "DELETE", "OPTIONS"])
def test_content_length_of_a_method_without_body(compare, method):
    outcome = compare(lambda url: raw(url, method, headers=(("Content-Length", "0"),)), ok())
    assert outcome.requests[0].lines[1:] == [b"Content-Length: 0"]


def test_nothing_is_added(compare):
    headers = (("hOST", "a.example:99"), ("B", "1"), ("a", "2"), ("B", "3"), ("Cookie", "c"), ("Date", "d"), ("Referer", "r"))
    outcome = compare(lambda url: raw(url, headers=headers), ok())
    assert outcome.requests[0].lines[1:] == [f"{name}: {value}".encode() for name, value in headers]


@pytest.mark.parametrize("body", [b"x", PIECE], ids=["byte", "64 KiB"])
def test_content_length_is_kept(compare, body):
    headers = (("Content-Length", f"{len(body):08}"),)
    outcome = compare(lambda url: raw(url, "PUT", headers=headers, body=body), ok())
    assert outcome.requests[0].lines[1:] == [b"Content-Length: %08d" % len(body)]
    assert outcome.requests[0].body == body


def test_interim_responses(compare):
    # http.client knows 100 alone: it takes any other for the final one (test/proxy has those).
    answer = Answer(b"HTTP/1.1 100 Continue\r\n\r\n" * 2 + ok(b"body", b"X: y").data)
    assert compare(raw, answer).value[3] == b"body"


@pytest.mark.parametrize("trailer", [b"", b"X: y\r\n", b"Content-Length: 3\r\nSet-Cookie: a=b\r\nTransfer-Encoding: x\r\n"])
def test_trailers(compare, trailer):
    answer = Answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n" + trailer + b"\r\n")
    outcome = compare(lambda url: [requests.get(url).text, requests.get(url).headers.get("Set-Cookie")], answer, answer)
    assert outcome.value == ["body", None]


def test_gzip_is_left_to_the_client(compare):
    packed = gzip.compress(b"text", mtime=0)
    outcome = compare(lambda url: raw(url)[3], ok(packed, b"Content-Encoding: gzip"))
    assert outcome.value == packed


def test_gzip_twice_is_decoded_once_for_each(compare):
    packed = gzip.compress(gzip.compress(b"text", mtime=0), mtime=0)
    outcome = compare(lambda url: requests.get(url).content, ok(packed, b"Content-Encoding: gzip"))
    assert gzip.decompress(outcome.value) == b"text"


def test_gzip_that_is_broken(compare):
    outcome = compare(lambda url: requests.get(url).content, ok(b"no gzip", b"Content-Encoding: gzip"))
    assert outcome.error[0] == "ContentDecodingError"


@pytest.mark.parametrize("kind", [b"text/xml", b"text/xml; charset=utf-8", b"application/json", b"text/plain"])
def test_encoding_of_text(compare, kind):
    def action(url):
        response = requests.get(url)
        return response.encoding, response.apparent_encoding, response.text

    compare(action, ok('<?xml version="1.0" encoding="utf-8"?><a>é日</a>'.encode(), b"Content-Type: " + kind))


@pytest.mark.parametrize("status", [b"301 Moved", b"302 Found", b"303 See Other", b"307 Temporary", b"308 Permanent"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_redirect_to_another_host_drops_credentials(compare, server, method, status):
    elsewhere = f"http://localhost:{server.port}/next".encode()
    moved = ok(b"", b"Location: " + elsewhere, status=status)

    def action(url):
        return requests.request(method, url, headers={"Authorization": "secret", "Cookie": "a=b"}, data=b"x").text

    outcome = compare(action, moved, ok(b"there"))
    assert outcome.value == "there"
    assert b"Authorization: secret" in outcome.requests[0].lines
    assert b"secret" not in outcome.requests[1].head


def test_redirect_on_the_same_host_keeps_credentials(compare):
    moved = ok(b"", b"Location: /next", status=b"307 Temporary")
    outcome = compare(lambda url: requests.get(url, headers={"Authorization": "secret"}).text, moved, ok(b"there"))
    assert b"Authorization: secret" in outcome.requests[1].lines


def test_redirect_that_is_not_followed(compare):
    moved = ok(b"", b"Location: //x/../y?", status=b"302 Found")
    outcome = compare(lambda url: requests.get(url, allow_redirects=False).headers["Location"], moved)
    assert outcome.value == "//x/../y?"


def test_upload_from_a_generator(compare):
    def action(url):
        return requests.put(url, data=(PIECE for _ in range(LARGE // len(PIECE)))).status_code

    outcome = compare(action, ok())
    assert b"Transfer-Encoding: chunked" in outcome.requests[0].lines
    assert len(outcome.requests[0].body) == LARGE


def test_download_in_pieces(compare):
    def action(url):
        total = hashlib.sha256()
        for piece in requests.get(url, stream=True).iter_content(1 << 16):
            total.update(piece)
        return total.hexdigest()

    assert compare(action, ok(PIECE * (LARGE // len(PIECE)))).error == ()


def test_download_that_is_stopped_half_way(compare):
    def action(url):
        with requests.get(url, stream=True) as response:
            first = response.raw.read(1000)
        return first, requests.get(url).text

    # The rest is never sent: only the end of the client's connection ends the answer.
    half = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + PIECE, "hold")
    assert compare(action, half, ok(b"next")).value == (PIECE[:1000], "next")


@pytest.mark.parametrize("sent", [0, 1, len(PIECE)])
def test_body_that_is_shorter_than_announced(compare, sent):
    answer = Answer(b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n" + PIECE[:sent], "close")
    assert compare(lambda url: requests.get(url).content, answer).error[0] == "ChunkedEncodingError"


def test_reset_in_the_body(compare):
    # After a while, since a reset overtakes what the client has not yet read.
    answer = Answer(b"", "reset", drip=(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", b"part", b""))
    assert compare(lambda url: requests.get(url).content, answer).error[-1] == "ConnectionResetError"


def test_read_timeout_is_for_each_read(compare):
    """A drip that is faster than the timeout never times out, however long it takes."""

    def action(url):
        return requests.get(url, timeout=0.5).content

    drip = (b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n", *[b"x"] * 8)
    outcome = compare(action, Answer(b"", drip=drip))
    assert outcome.value == b"x" * 8


def test_nothing_within_the_read_timeout(compare):
    started = time.monotonic()
    outcome = compare(lambda url: requests.get(url, timeout=0.2).content, Answer(b"HTTP/1.1 200 OK\r\n", "hold"))
    assert outcome.error[0] == "ReadTimeout"
    assert time.monotonic() - started >= 0.4
