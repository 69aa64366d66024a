"""Tables of libcloud's objects and of plain records, at every width."""

from __future__ import annotations

import collections
import datetime
import importlib
from dataclasses import dataclass
from typing import Any

import pytest
from libcloud.backup.base import BackupTarget, BackupTargetJob, BackupTargetRecoveryPoint
from libcloud.compute.base import KeyPair, Node, NodeImage, NodeImageMember, NodeLocation, NodeSize, StorageVolume, VolumeSnapshot
from libcloud.compute.providers import get_driver
from libcloud.compute.types import NodeState
from libcloud.container.base import ClusterLocation, ContainerCluster, ContainerImage
from libcloud.container.base import Container as RunningContainer
from libcloud.dns.base import Record, Zone
from libcloud.loadbalancer.base import LoadBalancer, Member
from libcloud.storage.base import Container, Object

from libcloud_repl.display import table
from libcloud_repl.display.cells import is_secret
from libcloud_repl.display.kinds import KINDS, Column, columns_of
from libcloud_repl.display.rows import suits_table
from libcloud_repl.display.text import text_width

WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5)
DRIVER: Any = get_driver("dummy")(0)
SECRETS = {"password": "hunter2", "adminPass": "hunter2", "nested": {"api_token": "hunter2", "fine": "shown"}}
SIZE = NodeSize("s1", "small", 1024, 20, None, 0.05, DRIVER)
IMAGE = NodeImage("i1", "Debian", DRIVER)
ZONE = Zone("z1", "example.org", "master", 3600, DRIVER)
TARGET = BackupTarget("t1", "disk", "10.0.0.9", "volume", DRIVER)
BUCKET = Container("bucket", {"creation_date": "2026-01-02"}, DRIVER)

EXAMPLES = {
    Node: Node("n1", "web", NodeState.RUNNING, ["192.0.2.1"], ["10.0.0.1"], DRIVER, SIZE, IMAGE, SECRETS, WHEN),
    NodeSize: SIZE,
    NodeImage: IMAGE,
    NodeImageMember: NodeImageMember("m1", "i1", "accepted", DRIVER, WHEN),
    NodeLocation: NodeLocation("l1", "Paris", "FR", DRIVER),
    StorageVolume: StorageVolume("v1", "data", 10, DRIVER, "available", SECRETS),
    VolumeSnapshot: VolumeSnapshot("p1", DRIVER, 10, SECRETS, WHEN, "available", "daily"),
    KeyPair: KeyPair("mine", "ssh-rsa AAAA", "aa:bb", DRIVER, "hunter2"),
    Container: BUCKET,
    Object: Object("a.txt", 1_500_000, "abc", {"last_modified": "2026-01-02"}, {}, BUCKET, DRIVER),
    Zone: ZONE,
    Record: Record("r1", "www", "A", "192.0.2.1", ZONE, DRIVER, 300),
    LoadBalancer: LoadBalancer("b1", "front", "running", "192.0.2.2", 80, DRIVER),
    Member: Member("m1", "10.0.0.2", 8080),
    RunningContainer: RunningContainer("c1", "nginx", ContainerImage("i1", "nginx", "/x", "1", DRIVER), "running", ["10.0.0.3"], DRIVER),
    ContainerImage: ContainerImage("i1", "nginx", "hub/nginx", "1.2", DRIVER),
    ContainerCluster: ContainerCluster("k1", "blue", DRIVER),
    ClusterLocation: ClusterLocation("l1", "Paris", "FR", DRIVER),
    BackupTarget: TARGET,
    BackupTargetJob: BackupTargetJob("j1", "running", 50, TARGET, DRIVER),
    BackupTargetRecoveryPoint: BackupTargetRecoveryPoint("p1", WHEN, TARGET, DRIVER),
}  # fmt: skip


def text(objects, columns=None, width=100, **options):
    return repr(table(objects, columns, width, **options))


def test_every_kind_is_a_class_of_libcloud_with_an_example():
    found = {getattr(importlib.import_module(module), name) for module, name in KINDS}
    assert found == set(EXAMPLES)


@pytest.mark.parametrize("cls", EXAMPLES)
def test_every_column_but_the_rare_ones_has_a_value(cls):
    shown = text([EXAMPLES[cls]], width=200)
    assert EXAMPLES[cls].__dict__.get("name") is None or EXAMPLES[cls].name in shown
    for column in columns_of(EXAMPLES[cls]):
        assert column.title in shown or column.path in ("bandwidth", "balancer", "created_at"), column
    assert "hunter2" not in shown and "object at" not in shown


@pytest.mark.parametrize("cls", EXAMPLES)
@pytest.mark.parametrize("width", [1, 5, 10, 20, 30, 40, 60, 80, 120])
def test_every_kind_fits_every_width(cls, width):
    lines = text([EXAMPLES[cls]] * 3, width=width).splitlines()
    assert max(map(text_width, lines)) <= width


def test_nodes():
    assert text([EXAMPLES[Node], Node(2, "db", NodeState.STOPPED, [], [], DRIVER)]).splitlines() == [
        "id  name  state    public ips  private ips  size   created",
        "──  ────  ───────  ──────────  ───────────  ─────  ────────────────",
        "n1  web   running  192.0.2.1   10.0.0.1     small  2026-01-02 03:04",
        "2   db    stopped",
    ]


def test_objects_of_storage():
    assert text([EXAMPLES[Object]]).splitlines() == [
        "name     size  modified    hash",
        "─────  ──────  ──────────  ────",
        "a.txt  1.5 MB  2026-01-02  abc",
    ]


def test_subclasses_of_drivers():
    class CloudNode(Node):
        pass

    assert columns_of(CloudNode(1, "a", "running", [], [], DRIVER)) == KINDS["libcloud.compute.base", "Node"]


def test_less_important_columns_are_left_out_and_named():
    lines = text([EXAMPLES[Node]], width=40).splitlines()
    assert lines[0] == "id  name  state    public ips"
    assert lines[-1] == "(no room for: private ips, size, create…"


def test_long_values_are_narrowed_first():
    lines = text([{"name": "x" * 50, "n": 1}], width=20).splitlines()
    assert lines[2] == "x" * 16 + "…  1"


def test_long_lists_are_cut_in_the_middle():
    lines = text([{"n": at} for at in range(1000)], limit=6).splitlines()
    assert [line.strip() for line in lines] == ["n", "───", "0", "1", "2", "… 994 more of 1,000: table(…, limit=1000) shows all", "997", "998", "999"]
    assert len(text([{"n": at} for at in range(6)], limit=6).splitlines()) == 8
    assert text([{"n": 1}, {"n": 2}], limit=1).splitlines()[2:] == ["1", "… 1 more of 2: table(…, limit=2) shows all"]
    with pytest.raises(ValueError, match="limit"):
        table([], limit=0)


def test_an_iterator_is_read_up_to_the_limit():
    read = []
    shown = text((read.append(at) or {"n": at} for at in range(1000)), limit=5)
    assert len(read) == 6
    assert shown.splitlines()[-1] == "… and more: table(…, limit=50) shows more"


def test_secrets_are_never_shown():
    shown = text([EXAMPLES[Node]], ["name", "extra", "extra.password", "extra.nested.api_token", "extra.nested"], 300)
    assert "hunter2" not in shown and "fine=shown" in shown and "•••" in shown
    assert "hunter2" not in text([EXAMPLES[KeyPair]], ["name", "private_key"], 100)
    assert "hunter2" not in text([{"user": "a", "Password": "hunter2"}])
    assert "hunter2" not in text([{"user": {"inner": {"password": "hunter2"}}}], width=300)
    assert "hunter2" not in text([{"user": [{"password": "hunter2"}]}], width=300)


@pytest.mark.parametrize("name", ["password", "adminPass", "PASSWD", "secret_key", "apiKey", "api-key", "access_token", "privateKey",
    "private_key", "pwd", "user_data", "credentials", "auth", "passphrase", "key_material", "root_pass"])
def test_names_of_secrets(name):
    assert is_secret(name)


@pytest.mark.parametrize("name", ["name", "author", "key", "key_name", "keyname", "passed", "bypass", "compass", "pinned", "spin", "status",
    "extra", "public_key", "monkey"])
def test_names_of_no_secrets(name):
    assert not is_secret(name)


def test_plain_records():
    Point = collections.namedtuple("Point", "x y")
    assert text([Point(1, "a"), Point(20, "b")]).splitlines() == [" x  y", "──  ─", " 1  a", "20  b"]

    @dataclass
    class Size:
        ram: int
        name: str = "n"

    assert text([Size(1)]).splitlines() == ["ram  name", "───  ────", "  1  n"]
    assert text([{"a": 1}, {"b": 2}]).splitlines() == ["a  b", "─  ─", "1", "   2"]
    assert text([1, "two", None]).splitlines() == ["value", "─────", "1", "two"]
    assert text([]) == "(nothing)"
    assert text(EXAMPLES[Node]).splitlines()[2].startswith("n1  web")
    assert text({"a": 1, "b": "x"}).splitlines() == ["a  b", "─  ─", "1  x"]


def test_chosen_columns():
    assert text([EXAMPLES[Node]], ["name", "size.ram", "missing"]).splitlines()[0] == "name   ram"
    assert text([EXAMPLES[Node]], [Column("size.ram", "memory")]).splitlines() == ["memory", "──────", "  1024"]


@pytest.mark.parametrize("wrong", ["text", b"bytes", 1, None])
def test_what_has_no_rows(wrong):
    with pytest.raises(TypeError, match="table"):
        table(wrong)


def test_names_cannot_command_the_terminal():
    shown = text([{"name\x1b[31m": "a\x1b[2J\r\n\x9b\u202e\ud800z"}])
    assert shown.splitlines()[2] == "a\\x1b[2J\\r\\n\\x9b\\u202e\\ud800z"
    assert "\x1b" not in shown


def test_wide_characters_stay_aligned():
    rows = [{"name": name, "end": "|"} for name in ("ascii", "日本語テスト", "e\u0301", "👩‍👩‍👧", "🇫🇷", "❤️", "한국어", "👍🏽")]
    lines = text(rows, width=40).splitlines()[2:]
    assert {text_width(line[: line.index("|")]) for line in lines} == {14}
    for width in range(1, 30):
        assert max(map(text_width, text(rows, width=width).splitlines())) <= width


def test_values_that_fail():
    class Broken:
        def __str__(self):
            raise ValueError

        __repr__ = __str__

        @property
        def size(self):
            raise ValueError

    assert text([{"a": Broken()}]).splitlines()[2] == "<Broken: ValueError>"
    assert text([Broken()], ["size"]).splitlines() == ["size", "────"]


def test_results_that_suit_a_table():
    assert suits_table([EXAMPLES[Node]]) and suits_table([{"a": 1}, {"a": 2}])
    for value in ([], [1], ["a"], [{"a": 1}, {"b": 2}], [EXAMPLES[Node], 1], [{}], {"a": 1}, "text", [[1]], EXAMPLES[Node], [{1: 2}]):
        assert not suits_table(value)
