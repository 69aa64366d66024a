"""Completion of what libcloud's registries and drivers know."""

from __future__ import annotations

import libcloud.base
import libcloud.compute.providers
import libcloud.container.providers
import libcloud.dns.providers
import libcloud.storage.providers
import pytest
from assist import completions, texts
from libcloud.backup.providers import get_driver as get_backup
from libcloud.compute.providers import get_driver
from libcloud.compute.types import NodeState, Provider
from libcloud.dns.types import Provider as DnsProvider
from libcloud.loadbalancer.providers import get_driver as get_balancer
from libcloud.storage.types import Provider as StorageProvider

from libcloud_repl.completion import Item
from libcloud_repl.lookup.drivers import APIS, providers, regions

NAMES = dict(
    libcloud=libcloud,
    get_driver=get_driver,
    get_storage=libcloud.storage.providers.get_driver,
    get_dns=libcloud.dns.providers.get_driver,
    get_container=libcloud.container.providers.get_driver,
    get_backup=get_backup,
    get_balancer=get_balancer,
    Provider=Provider,
    StorageProvider=StorageProvider,
    DnsProvider=DnsProvider,
    NodeState=NodeState,
)


@pytest.fixture(scope="module", autouse=True)
def drivers():
    """As in a session: a driver's module is in memory once its get_driver() ran."""
    get_driver("ec2"), get_driver("rackspace"), NAMES["get_storage"]("s3"), NAMES["get_dns"]("rackspace")


def test_constants_of_providers():
    found = completions("Provider.EC2|", **NAMES).items
    assert found[0] == Item("EC2", "provider", "'ec2'")
    assert texts("DnsProvider.ROUTE|", **NAMES) == ["ROUTE53"]
    assert texts("Provider.ec2_us_west|", **NAMES) == texts("Provider.EC2_US_WEST|", **NAMES) != []
    assert "DUMMY" in texts("Provider.|", **NAMES) and "capitalize" not in texts("Provider.|", **NAMES)
    assert texts("NodeState.RUN|", **NAMES) == ["RUNNING"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('get_driver("ec|', ["ec2"]),
        ("get_driver('digi|", ["digitalocean"]),
        ('get_driver(provider="ec|', ["ec2"]),
        ('libcloud.compute.providers.get_driver("ec|', ["ec2"]),
        ('get_dns("route|', ["route53"]),
        ('get_container("kub|', ["kubernetes"]),
        ('get_backup("eb|', ["ebs"]),
        ('get_balancer("el|', ["elb"]),
        ('get_storage("minio|', ["minio"]),
        ('get_driver("minio|', []),
        ('get_driver("a", "ec|', []),
        ('libcloud.get_driver(libcloud.DriverType.DNS, "route|', ["route53"]),
        ('libcloud.get_driver(libcloud.DriverType.COMPUTE, "route|', []),
        ("get_dns(DnsProvider.ROUTE|", ["ROUTE53"]),
        ("get_driver(Provider.DIGI|", ["DIGITAL_OCEAN"]),
        ("get_storage(Provider.EC|", []),
        ("driver = get_driver(Provider.GC|", ["GCE"]),
    ],
)
def test_providers_of_the_right_api(text, expected):
    assert texts(text, **NAMES) == expected


@pytest.mark.parametrize("api", APIS)
def test_every_registry_is_read_in_full(api):
    registry = __import__(f"libcloud.{api}.providers", fromlist=["DRIVERS"]).DRIVERS
    assert set(providers(api)) == {getattr(key, "value", key) for key in registry}


def test_arguments_of_drivers():
    assert texts('get_driver("ec2")("key", reg|', **NAMES) == ["region="]
    assert texts('cls("key", sec|', cls=get_driver("ec2")) == ["secret=", "secure="]
    assert texts('get_driver(Provider.EC2)("key", "secret").list_no|', **NAMES) == ["list_nodes"]
    assert texts('get_driver("ec2")("key").create_node(ex_keyn|', **NAMES)[:1] == ["ex_keyname="]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('get_driver("ec2")("k", "s", region="eu-west|', ["eu-west-1", "eu-west-2", "eu-west-3"]),
        ("cls('k', region='eu-west|", ["eu-west-1", "eu-west-2", "eu-west-3"]),
        ('get_storage("s3")("k", region="sa-east-1|', ["sa-east-1"]),
        ('get_dns("rackspace")("k", region="|', ["uk", "us"]),
        ('get_driver("ec2")("k", token="eu-|', []),
        ('get_driver("ec2")("k", "eu-|', []),
    ],
)
def test_regions(text, expected):
    assert texts(text, cls=get_driver("ec2"), **NAMES) == expected


def test_regions_are_those_that_the_driver_says():
    for cls in (get_driver("ec2"), NAMES["get_storage"]("s3"), NAMES["get_dns"]("rackspace")):
        assert sorted(regions(cls)) == sorted(cls.list_regions())


def test_a_driver_that_is_not_imported_stays_so():
    import sys

    sys.modules.pop("libcloud.compute.drivers.upcloud", None)
    assert texts('get_driver("upcloud")("k", reg|', **NAMES) == []
    assert "libcloud.compute.drivers.upcloud" not in sys.modules


def test_nodes_of_a_list():
    nodes = get_driver("dummy")(0).list_nodes()
    assert texts("nodes[0].pub|", nodes=nodes) == ["public_ips"]
    assert texts("nodes[0].driver.list_si|", nodes=nodes) == ["list_sizes"]
