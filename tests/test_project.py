"""The frame: what a clean checkout must hold, and the habits that no linter knows."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

from tools import coverage_gates, tracked_files

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

TOP_LEVEL = [
    *(".ci/run", ".gitignore", ".pre-commit-config.yaml", "Makefile", "prefect.yaml", "pyproject.toml"),
    *("CHANGELOG.md", "GLOSSARY.md", "LICENSE", "README.md"),
    *("requirements.lock", "requirements-dev.lock", "requirements-uv.lock"),
    *("docs", "examples", "flows", "templates", "tests", "vetting"),
]


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_a_checkout_holds_every_top_level_piece(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_tracked_file_names_a_registry_or_a_path_of_one_machine() -> None:
    faults = [fault for path in tracked_files.list_tracked() for fault in tracked_files.find_faults(path)]
    assert faults == []


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("look in /ro" + "ot/secrets", "a path of one machine"),
        ("open C:\\Us" + "ers\\ada", "a user's folder"),
        ("from files.python" + "hosted.org", "the host of a package registry"),
    ],
)
def test_the_search_through_tracked_files_finds(line: str, what: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"fine\n{line}\n", encoding="utf-8")
    assert list(tracked_files.find_faults(file, tmp_path)) == [f"notes.txt:2: {what} stands here."]


def list_sources(folder: str) -> Iterator[Path]:
    yield from sorted((ROOT / folder).rglob("*.py"))


def list_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def test_what_the_program_imports_is_declared() -> None:
    ours = {"vetting", "flows", "pydantic_core"} | sys.stdlib_module_names  # pydantic pins its own core
    imported = {
        name for path in [*list_sources("vetting"), *list_sources("flows")] for name in list_imports(path)
    }
    declared = {Requirement(wanted).name for wanted in PROJECT["project"]["dependencies"]}
    owners = metadata.packages_distributions()
    undeclared = {name for name in imported - ours if not declared & set(map(to_name, owners.get(name, [])))}
    assert undeclared == set()


def to_name(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_only_the_clock_reads_the_time() -> None:
    """Ruff lifts its bans for adapters as a whole; this holds the clock apart even there."""
    clock = ROOT / "vetting" / "adapters" / "clock.py"
    calls = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|time\.time)\(")
    readers = [
        path for path in list_sources("vetting") if path != clock and calls.search(path.read_text("utf-8"))
    ]
    assert readers == []


def test_the_contract_of_the_core_names_every_package_of_it() -> None:
    core = ("domain", "policy", "screening", "audit", "documents", "usecases")
    there = {f"vetting.{name}" for name in core if (ROOT / "vetting" / name / "__init__.py").exists()}
    contracts = {contract["id"]: contract for contract in PROJECT["tool"]["importlinter"]["contracts"]}
    assert set(contracts["pure-core"]["source_modules"]) == there


def test_a_package_below_its_gate_fails_the_tests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report = tmp_path / "coverage.json"
    report.write_text(
        '{"files": {"vetting/domain/case.py": {"summary": {"covered_lines": 9, "covered_branches": 0,'
        ' "num_statements": 10, "num_branches": 0}, "missing_lines": [7], "missing_branches": []}}}',
        encoding="utf-8",
    )
    assert coverage_gates.main(report) == 1
    assert capsys.readouterr().out == (
        "LOW  vetting/domain         90.0 %  (gate 100 %)\n  vetting/domain/case.py: lines [7], branches []\n"
    )


def test_prefect_deploys_flows_that_exist_at_the_version_that_is_locked() -> None:
    deployed = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    assert f"prefect=={deployed['prefect-version']} " in (ROOT / "requirements.lock").read_text(
        encoding="utf-8"
    )
    for deployment in deployed["deployments"]:
        file, _, name = deployment["entrypoint"].partition(":")
        tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
        assert name in {
            node.name for node in tree.body if isinstance(node, ast.AsyncFunctionDef | ast.FunctionDef)
        }


def test_the_sweep_dispatches_to_the_deployment_that_is_deployed() -> None:
    deployed = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    names = {f"{one['entrypoint'].rpartition(':')[2]}/{one['name']}" for one in deployed["deployments"]}
    sweep = (ROOT / "flows" / "sweep.py").read_text(encoding="utf-8")
    assert re.findall(r'^DEPLOYMENT = "(.+)"$', sweep, re.MULTILINE) == ["vet_partnership/vet-partnership"]
    assert "vet_partnership/vet-partnership" in names


def test_no_concurrency_limit_holds_up_the_flow_of_a_case() -> None:
    deployed = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    limits = {
        deployment["name"]: deployment.get("concurrency_limit") for deployment in deployed["deployments"]
    }
    alone = {"limit": 1, "collision_strategy": "CANCEL_NEW"}
    assert limits == {"vet-partnership": None, "sweep": alone, "chores": alone, "rescreen": alone}
