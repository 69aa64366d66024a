"""The workflow, which only GitHub can run: it does what the gate does, and publishes what was tested."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml  # moto brings it

ROOT = Path(__file__).parents[2]
GATE = (ROOT / ".ci" / "run").read_text()


@pytest.fixture(scope="module")
def jobs() -> dict[str, Any]:
    return yaml.safe_load((ROOT / ".github" / "workflows" / "site.yml").read_text())["jobs"]


def test_gate_first_then_a_build_that_is_uploaded(jobs: dict[str, Any]) -> None:
    steps = jobs["site"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run", "npm run build"]
    assert steps[-2]["env"] == {"RELAY_URL": "${{ vars.RELAY_URL }}"}
    assert steps[-1]["uses"].startswith("actions/upload-pages-artifact@")
    assert steps[-1]["with"] == {"path": "dist"}


def test_only_main_is_published_and_only_after_its_tests(jobs: dict[str, Any]) -> None:
    assert jobs["publish"]["needs"] == "site"
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert jobs["publish"]["if"] == jobs["site"]["steps"][-1]["if"] == "github.ref == 'refs/heads/main' && github.event_name != 'pull_request'"


def test_its_node_and_python_are_among_those_that_the_project_wants(jobs: dict[str, Any]) -> None:
    versions = {key: value for step in jobs["site"]["steps"] for key, value in step.get("with", {}).items() if key.endswith("-version")}
    assert versions["node-version"] >= 22  # the edge runtime's tools want it
    assert tuple(map(int, versions["python-version"].split("."))) >= (3, 11)


def test_paths_that_it_names_are_there(jobs: dict[str, Any]) -> None:
    locks = next(step["with"]["cache-dependency-path"] for step in jobs["site"]["steps"] if "setup-node" in step.get("uses", ""))
    assert all((ROOT / lock).is_file() for lock in locks.split())


def test_actions_have_versions(jobs: dict[str, Any]) -> None:
    used = [step["uses"] for job in jobs.values() for step in job["steps"] if "uses" in step]
    assert [name for name in used if not re.fullmatch(r"actions/[a-z-]+@v\d+", name)] == []


def test_the_gate_installs_what_the_engines_say_that_they_lack_and_runs_all_tests() -> None:
    sentences = "".join(path.read_text() for path in (ROOT / "test" / "engines" / "support").glob("*.ts"))
    wanted = {package for found in re.findall(r"apt-get install ([a-z0-9 -]+)\)", sentences) for package in found.split()}
    assert wanted == {"firefox-esr", "webkit2gtk-driver", "xvfb"}
    installed = set(re.findall(r"packages\+=\(([a-z0-9-]+)\)", GATE))
    assert installed == wanted | {"chromium"}
    assert GATE.rstrip().endswith("\nnpm test")
