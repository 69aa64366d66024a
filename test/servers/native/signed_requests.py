"""The requests that Libcloud makes for clouds of all kinds, with the secrets that are in them. Nothing leaves: answers are made up."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

KEY = "AKIDEXAMPLEWJ2Q7XK4P"
SECRET = "wJalrXUtnFEMIK7MDENGbPxRfiCYz9Qv3Lp0Sd8T"
TOKEN = "4d0c8f2a6b7e4c1f9a3d5e8b0c2f4a6d"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJib3RAeCJ9.c2lnbmF0dXJlLW9mLXRoZS1qd3Q"
SHARED = base64.b64encode(b"thirty-two bytes of a shared key").decode()

KEYSTONE_2 = {"access": {"token": {"id": TOKEN, "expires": "2036-01-01T00:00:00Z", "tenant": {"id": "t1", "name": "acme"}},
              "user": {"id": "u1", "name": "ada", "roles": []}, "serviceCatalog": []}}
KEYSTONE_3 = {"token": {"expires_at": "2036-01-01T00:00:00Z", "user": {"name": "ada", "id": "u1"}, "roles": [],
              "catalog": [{"type": "compute", "name": "nova", "endpoints": []}]}}
GOOGLE = {"access_token": "ya29." + TOKEN, "expires_in": 3600, "token_type": "Bearer"}

Answer = tuple[int, dict[str, str], str]
OK: Answer = (200, {"Content-Type": "application/json"}, "{}")


def ec2(version: str) -> None:
    from libcloud.compute.drivers.ec2 import EC2NodeDriver

    EC2NodeDriver(KEY, SECRET, region="eu-west-1", signature_version=version).list_locations()


def ec2_session() -> None:
    from libcloud.compute.drivers.ec2 import EC2NodeDriver

    EC2NodeDriver(KEY, SECRET, region="eu-west-1", signature_version="4", token=TOKEN).list_locations()


def s3() -> None:
    from libcloud.storage.drivers.s3 import S3StorageDriver

    S3StorageDriver(KEY, SECRET).list_containers()


def s3_presigned() -> None:
    import requests
    from libcloud.storage.base import Container, Object
    from libcloud.storage.drivers.s3 import S3StorageDriver

    driver = S3StorageDriver(KEY, SECRET)
    container = Container("box", {}, driver)
    requests.get(driver.get_object_cdn_url(Object("a b.txt", 1, "", {}, {}, container, driver)))


def openstack(version: str) -> None:
    from libcloud.compute.drivers.openstack import OpenStackNodeDriver

    OpenStackNodeDriver("ada", SECRET, ex_tenant_name="acme", ex_force_auth_url="https://keystone.example:5000",
                        ex_force_auth_version=version, ex_force_base_url="https://nova.example/v2.1/acme").list_nodes()


def digitalocean() -> None:
    from libcloud.compute.drivers.digitalocean import DigitalOceanNodeDriver

    DigitalOceanNodeDriver(TOKEN, api_version="v2").list_nodes()


def kubernetes() -> None:
    from libcloud.container.drivers.kubernetes import KubernetesContainerDriver

    KubernetesContainerDriver(key="ada", secret=SECRET, host="k8s.example", port=6443).list_namespaces()


def vcloud() -> None:
    from libcloud.compute.drivers.vcloud import VCloud_1_5_NodeDriver

    VCloud_1_5_NodeDriver("ada@org", SECRET, host="vcloud.example").list_nodes()


def azure_blobs() -> None:
    from libcloud.storage.drivers.azure_blobs import AzureBlobsStorageDriver

    AzureBlobsStorageDriver("account", SHARED).list_containers()


def google_token() -> None:
    from libcloud.common.google import GoogleBaseAuthConnection

    class Auth(GoogleBaseAuthConnection):
        def get_new_token(self) -> Any:
            return self._token_request({"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": JWT})

    Auth("bot@x", SECRET).get_new_token()


def google_installed() -> None:
    from libcloud.common.google import GoogleBaseAuthConnection

    class Auth(GoogleBaseAuthConnection):
        def get_new_token(self) -> Any:
            return self._token_request({"client_id": "id", "client_secret": SECRET, "refresh_token": TOKEN, "grant_type": "refresh_token"})

    Auth("id", SECRET).get_new_token()


def cloudstack() -> None:
    from libcloud.compute.drivers.cloudstack import CloudStackNodeDriver

    CloudStackNodeDriver(KEY, SECRET, host="cloudstack.example", path="/client/api").list_locations()


def aliyun() -> None:
    from libcloud.compute.drivers.ecs import ECSDriver

    ECSDriver(KEY, SECRET, region="cn-hangzhou").list_nodes()


def vultr() -> None:
    from libcloud.compute.drivers.vultr import VultrNodeDriver

    VultrNodeDriver(TOKEN, api_version="2").list_nodes()


def linode() -> None:
    from libcloud.compute.drivers.linode import LinodeNodeDriver

    LinodeNodeDriver(TOKEN, api_version="4.0").list_nodes()


def gandi() -> None:
    from libcloud.compute.drivers.gandi import GandiNodeDriver

    GandiNodeDriver(TOKEN).list_nodes()


def opennebula() -> None:
    from libcloud.compute.drivers.opennebula import OpenNebulaNodeDriver

    OpenNebulaNodeDriver("ada", SECRET, host="one.example", port=4567, api_version="3.2").list_nodes()


CLOUDS: dict[str, tuple[Callable[[], None], list[str], list[Answer]]] = {
    "EC2, signature version 2": (lambda: ec2("2"), [KEY, SECRET], []),
    "EC2, signature version 4": (lambda: ec2("4"), [KEY, SECRET], []),
    "EC2, with a session's token": (ec2_session, [KEY, SECRET, TOKEN], []),
    "S3": (s3, [KEY, SECRET], []),
    "S3, presigned URL": (s3_presigned, [KEY, SECRET], []),
    "OpenStack, Keystone 2": (lambda: openstack("2.0_password"), [SECRET, TOKEN], [(200, OK[1], json.dumps(KEYSTONE_2))]),
    "OpenStack, Keystone 3": (lambda: openstack("3.x_password"), [SECRET, TOKEN],
                              [(201, {**OK[1], "X-Subject-Token": TOKEN}, json.dumps(KEYSTONE_3))]),
    "DigitalOcean": (digitalocean, [TOKEN], []),
    "Kubernetes, Basic": (kubernetes, [SECRET], []),
    "vCloud": (vcloud, [SECRET, TOKEN], [(200, {"Content-Type": "text/xml", "Set-Cookie": f"vcloud-token={TOKEN}; Path=/",
                                         "x-vcloud-authorization": TOKEN}, "<Session/>")]),
    "Azure, SharedKey": (azure_blobs, [SHARED], []),
    "Google, service account": (google_token, [JWT, TOKEN], [(200, OK[1], json.dumps(GOOGLE))]),
    "Google, refresh token": (google_installed, [SECRET, TOKEN], [(200, OK[1], json.dumps(GOOGLE))]),
    "CloudStack": (cloudstack, [KEY, SECRET], []),
    "Aliyun": (aliyun, [KEY, SECRET], []),
    "Vultr": (vultr, [TOKEN], []),
    "Linode": (linode, [TOKEN], []),
    "Gandi, XML-RPC": (gandi, [TOKEN], []),
    "OpenNebula": (opennebula, [SECRET], []),
}


def run() -> list[dict[str, Any]]:
    """Return, for each cloud, its exchanges and the secrets in them."""
    return [{"cloud": cloud, **capture(act, secrets, answers)} for cloud, (act, secrets, answers) in CLOUDS.items()]


def capture(act: Callable[[], None], secrets: list[str], answers: list[Answer]) -> dict[str, Any]:
    with answering(answers) as exchanges:
        try:
            act()
        except Exception as error:  # what a driver thinks of a made-up answer does not matter here
            failure = repr(error)
        else:
            failure = ""
    return {"exchanges": exchanges, "failure": failure, "secrets": sorted({*secrets, *derived(exchanges)})}


@contextmanager
def answering(answers: list[Answer]) -> Iterator[list[dict[str, Any]]]:
    """Take down each request and answer it: with the next of `answers`, and when they are used up with an empty object."""
    import requests

    exchanges: list[dict[str, Any]] = []
    left = list(answers)

    def send(self: Any, request: Any, **options: Any) -> Any:
        status, headers, body = left.pop(0) if left else OK
        exchanges.append({"request": described(request), "response": {"status": status, "headers": list(headers.items()), "body": body}})
        response = requests.Response()
        response.status_code, response.url, response.request = status, request.url, request
        response.headers.update(headers)
        response._content = body.encode()
        return response

    original = requests.Session.send
    requests.Session.send = send  # type: ignore[method-assign]
    try:
        yield exchanges
    finally:
        requests.Session.send = original  # type: ignore[method-assign]


def described(request: Any) -> dict[str, Any]:
    url = urlsplit(request.url)
    body = request.body or ""
    return {
        "method": request.method,
        "scheme": url.scheme,
        "host": url.hostname,
        "port": url.port or {"http": 80, "https": 443}[url.scheme],
        "target": request.path_url,
        "headers": [[str(name), text(value)] for name, value in request.headers.items()],
        "body": text(body),
    }


def text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def derived(exchanges: list[dict[str, Any]]) -> Iterator[str]:
    """What was made of the secrets and proves as much as they do: signatures, encoded credentials."""
    for exchange in exchanges:
        request = exchange["request"]
        query = parse_qs(urlsplit(request["target"]).query)
        for name in ("Signature", "signature", "X-Amz-Signature"):
            yield from query.get(name, [])
        for name, value in request["headers"]:
            if name.lower() == "authorization":
                yield value.split()[-1].removeprefix("Signature=")


if __name__ == "__main__":
    # Takes the arguments of its neighbours, and needs none of them.
    print(json.dumps(run()))
