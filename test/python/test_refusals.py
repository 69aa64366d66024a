"""What the page or the relay refuses: a connection error whose text is their sentence, and that nobody asks again."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
import warnings

import pytest
import requests
import urllib3
from loopback_host import LoopbackHost
from requests.adapters import HTTPAdapter

from libcloud_repl.errors import HostError, NetworkError, RequestDenied

SENTENCE = "You did not let this request out."

DENIED = ["denied", "denied-host", "denied-port", "denied-address", "denied-origin", "denied-key"]
FINAL = [*DENIED, "no-relay", "too-large", "bad-request", "cors"]
PASSING = ["relay-down", "too-many", "timeout", "internal", "a-code-of-tomorrow"]


@pytest.fixture(params=["http.open", "http.finish"])
def refuse(request, host: LoopbackHost):
    """Refuses at the first or at the last ask before an answer."""

    def refuse(code: str) -> None:
        host.refusals[request.param] = HostError(code, SENTENCE)

    return refuse


@pytest.mark.parametrize("code", FINAL + PASSING)
def test_requests_raise_a_connection_error_with_the_sentence(refuse, code):
    refuse(code)
    with pytest.raises(requests.ConnectionError, match=SENTENCE) as raised:
        requests.get("https://cloud.example/")
    assert type(raised.value) is requests.ConnectionError


@pytest.mark.parametrize("code", FINAL)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_no_is_asked_for_once(refuse, host, code, method):
    refuse(code)
    with pytest.raises(urllib3.exceptions.MaxRetryError, match=SENTENCE) as raised:
        urllib3.PoolManager().request(method, "https://cloud.example/")
    assert isinstance(raised.value.reason, NetworkError)
    assert host.operations.count("http.open") == 1


def test_a_no_is_asked_for_once_by_a_session_that_retries(refuse, host):
    refuse("denied")
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=5))
    with pytest.raises(requests.ConnectionError, match=SENTENCE):
        session.get("https://cloud.example/")
    assert host.operations.count("http.open") == 1


@pytest.mark.parametrize("code", PASSING)
def test_what_may_pass_is_left_to_the_clients_retries(refuse, host, code):
    refuse(code)
    with pytest.raises(urllib3.exceptions.MaxRetryError, match=SENTENCE):
        urllib3.PoolManager().request("GET", "https://cloud.example/")
    assert host.operations.count("http.open") == 4


@pytest.mark.parametrize("code", PASSING)
def test_what_may_have_arrived_is_not_repeated(refuse, host, code):
    refuse(code)
    with pytest.raises(urllib3.exceptions.ProtocolError, match=SENTENCE):
        urllib3.PoolManager().request("POST", "https://cloud.example/")
    assert host.operations.count("http.open") == 1


@pytest.mark.parametrize("code", DENIED)
def test_http_client_and_urllib(refuse, code):
    refuse(code)
    with pytest.raises(RequestDenied, match=SENTENCE) as raised:
        http.client.HTTPSConnection("cloud.example").request("GET", "/")
    assert raised.value.code == code
    with pytest.raises(urllib.error.URLError, match=SENTENCE):
        urllib.request.urlopen("https://cloud.example/")


def test_relay_breaks_in_the_middle_of_a_body(host, server):
    from raw_server import ok

    server.replay(ok(b"body"))
    host.refusals["http.read"] = HostError("relay-down", SENTENCE)
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match=SENTENCE):
        requests.get(server.url)


def test_libcloud_asks_once(refuse, host):
    from libcloud.compute.providers import get_driver

    refuse("denied")
    driver = get_driver("digitalocean")("token", api_version="v2")
    with pytest.raises(requests.ConnectionError, match=SENTENCE):
        driver.list_nodes()
    assert host.operations.count("http.open") == 1


def test_no_warnings_about_unverified_tls(refuse):
    refuse("relay-down")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for verify in (True, False):
            with pytest.raises(requests.ConnectionError):
                requests.get("https://cloud.example/", verify=verify)


@pytest.mark.parametrize(
    "options",
    [
        {"cert_file": "client.pem"},
        {"assert_fingerprint": "ab" * 32},
        {"assert_hostname": "other.example"},
        {"server_hostname": "other.example"},
    ],
    ids=lambda options: next(iter(options)),
)
def test_tls_that_cannot_be_kept_is_an_error(host, options):
    with pytest.raises(urllib3.exceptions.MaxRetryError, match="TLS begins outside") as raised:
        urllib3.PoolManager(retries=0, **options).request("GET", "https://cloud.example/")
    assert isinstance(raised.value.reason, urllib3.exceptions.SSLError)
    assert not host.asked
