"""What the server receives is what the native stack sends, byte for byte."""

from __future__ import annotations

import http.client
import io
import urllib.request

import requests
import urllib3
from raw_server import ok


def test_get_with_queries_slashes_and_escapes(compare):
    outcome = compare(lambda url: requests.get(f"{url}//a%2Fb//c?x=%20&y=é").text, ok(b"hello"))
    assert outcome.value == "hello"
    assert outcome.requests[0].lines[0].startswith(b"GET //a%2Fb")


def test_headers_keep_order_case_duplicates_and_spaces(compare):
    headers = urllib3.HTTPHeaderDict({"uSeR-aGeNt": "libcloud/3.9.1 (EC2) ", "Cookie": "a=1; b=2"})
    headers.add("X-Twice", "1")
    headers.add("X-Twice", "2")
    headers.add("x-empty", "")
    headers.add("Date", "Thu, 01 Jan 1970 00:00:00 GMT")
    outcome = compare(lambda url: urllib3.PoolManager().request("GET", url, headers=headers).data, ok(b"x"))
    assert b"uSeR-aGeNt: libcloud/3.9.1 (EC2) " in outcome.requests[0].lines
    assert b"x-empty: " in outcome.requests[0].lines


def test_header_bytes_beyond_ascii(compare):
    def action(url):
        connection = http.client.HTTPConnection(url.removeprefix("http://"))
        connection.request("GET", "/", headers={"X-Name": "caf\xe9", "X-Utf8": "日本".encode()})
        return connection.getresponse().read()

    outcome = compare(action, ok(b"x"))
    assert b"X-Name: caf\xe9" in outcome.requests[0].lines
    assert b"X-Utf8: " + "日本".encode() in outcome.requests[0].lines


def test_host_header_of_the_caller(compare):
    outcome = compare(lambda url: requests.get(url, headers={"Host": "bucket.example.com:8080"}).text, ok())
    assert b"Host: bucket.example.com:8080" in outcome.requests[0].lines


def test_post_form(compare):
    outcome = compare(lambda url: requests.post(url, data={"Action": "RunInstances", "n": "1"}).status_code, ok())
    assert outcome.requests[0].body == b"Action=RunInstances&n=1"


def test_post_with_empty_body(compare):
    outcome = compare(lambda url: requests.post(url).status_code, ok())
    assert b"Content-Length: 0" in outcome.requests[0].lines


def test_put_bytes_of_several_pieces(compare):
    body = bytes(range(256)) * 10_000
    outcome = compare(lambda url: requests.put(url, data=body, headers={"Expect": "100-continue"}).status_code, ok())
    assert outcome.requests[0].body == body


def test_put_file(compare):
    body = b"0123456789abcdef" * 100_000
    outcome = compare(lambda url: requests.put(url, data=io.BytesIO(body)).status_code, ok())
    assert outcome.requests[0].body == body
    assert b"Content-Length: 1600000" in outcome.requests[0].lines


def test_put_generator_is_chunked(compare):
    outcome = compare(lambda url: requests.put(url, data=(b"piece" * n for n in range(1, 5))).status_code, ok())
    assert b"Transfer-Encoding: chunked" in outcome.requests[0].lines
    assert outcome.requests[0].body == b"piece" * 10


def test_multipart_upload(compare):
    files = {"image": ("disk.img", b"\x00\xff" * 5000, "application/octet-stream")}
    body, content_type = urllib3.encode_multipart_formdata(files, boundary="frontier")
    outcome = compare(lambda url: requests.post(url, data=body, headers={"Content-Type": content_type}).status_code, ok())
    assert outcome.requests[0].body == body


def test_http_client_chunks_an_iterable(compare):
    def action(url):
        connection = http.client.HTTPConnection(url.removeprefix("http://"))
        connection.request("PUT", "/x", body=iter([b"one", b"", b"two"]), encode_chunked=True)
        return connection.getresponse().status

    assert compare(action, ok()).requests[0].body == b"onetwo"


def test_header_written_low_level_with_several_values(compare):
    def action(url):
        connection = http.client.HTTPConnection(url.removeprefix("http://"))
        connection.putrequest("OPTIONS", "*", skip_accept_encoding=True)
        connection.putheader("X-Number", 7)
        connection.endheaders()
        return connection.getresponse().status

    assert compare(action, ok()).requests[0].lines[0] == b"OPTIONS * HTTP/1.1"


def test_urllib_request(compare):
    outcome = compare(lambda url: urllib.request.urlopen(f"{url}/x", data=b"body").read(), ok(b"answer"))
    assert outcome.value == b"answer"
    assert outcome.requests[0].body == b"body"


def test_cookies_and_requests_on_one_session(compare):
    def action(url):
        session = requests.Session()
        return [session.get(f"{url}/{n}").text for n in range(3)]

    first = ok(b"0", b"Set-Cookie: id=7; Path=/", b"Set-Cookie: other=8; Path=/")
    outcome = compare(action, first, ok(b"1"), ok(b"2"))
    assert outcome.value == ["0", "1", "2"]
    assert b"Cookie: id=7; other=8" in outcome.requests[1].lines


def test_redirects_are_followed_by_the_client(compare):
    moved = ok(b"", b"Location: /next?a=b", status=b"302 Found")
    outcome = compare(lambda url: requests.post(f"{url}/first", data=b"x").text, moved, ok(b"there"))
    assert outcome.value == "there"
    assert [request.lines[0] for request in outcome.requests] == [b"POST /first HTTP/1.1", b"GET /next?a=b HTTP/1.1"]


def test_redirect_loop_of_urllib3(compare):
    moved = ok(b"", b"Location: /again", status=b"301 Moved")
    outcome = compare(lambda url: urllib3.PoolManager().request("GET", url, retries=3).status, *[moved] * 5)
    assert outcome.error[0] == "MaxRetryError"
    assert len(outcome.requests) == 4
