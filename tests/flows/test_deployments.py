"""The deployments name flows that exist, and the sweep calls one of them."""

import importlib
import re
from typing import Any

import yaml

from flows import sweep
from tests.usecases.desks import REPOSITORY

DEPLOYMENTS: list[dict[str, Any]] = yaml.safe_load((REPOSITORY / "prefect.yaml").read_text())["deployments"]


def flow_of(deployment: dict[str, Any]) -> Any:
    path, name = deployment["entrypoint"].split(":")
    return getattr(importlib.import_module(re.sub(r"\.py$", "", path).replace("/", ".")), name)


def test_every_deployment_names_a_flow_that_exists() -> None:
    assert {one["name"]: flow_of(one).name for one in DEPLOYMENTS} == {
        "vet-partnership": "vet_partnership",
        "sweep": "sweep",
        "chores": "chores",
        "rescreen": "rescreen",
    }


def test_the_sweep_calls_a_deployment_that_exists() -> None:
    assert sweep.DEPLOYMENT in {f"{flow_of(one).name}/{one['name']}" for one in DEPLOYMENTS}


def test_no_deployment_limits_how_many_cases_are_advanced_at_once() -> None:
    [advances] = [one for one in DEPLOYMENTS if one["name"] == "vet-partnership"]
    assert "concurrency_limit" not in advances
