"""The locks: hashed, without hosts, in step with pyproject.toml, and free of strong copyleft at run time."""

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SCREENING = "requirements-screening.lock"
LOCKS = ("requirements.lock", "requirements-dev.lock", SCREENING, "requirements-uv.lock")

# text-unidecode is offered under the Artistic License or the GPL, at one's choice; we choose the first.
# pyrage names its licence in its file LICENSE alone, which is that of MIT.
CHOSEN_LICENCES = {"text-unidecode": "Artistic License", "pyrage": "MIT"}
STRONG_COPYLEFT = re.compile(r"\bA?GPL|(?<!Lesser )General Public License", re.IGNORECASE)


def read_lock(name: str) -> dict[str, str]:
    pins = re.findall(r"^([a-z0-9.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    return dict(pins)


def list_installed(lock: str) -> dict[str, str]:
    """The locked packages that are there; some are locked for another system or Python."""
    locked = read_lock(lock)
    there = {re.sub(r"[-_.]+", "-", one.name).lower(): one.version for one in metadata.distributions()}
    return {name: there[name] for name in locked if name in there}


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_each_package_by_hash_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    pin = re.compile(r"\S+==\S+( ; [^\n]+?)?( \\\n +--hash=sha256:\w{64})+")
    assert [one for one in re.split(r"\n(?=\S)", text.strip()) if not pin.fullmatch(one)] == []
    assert "://" not in text


def test_the_development_lock_holds_the_run_time_lock() -> None:
    assert read_lock("requirements.lock").items() <= read_lock("requirements-dev.lock").items()


def test_the_second_engine_of_screening_changes_no_version_of_the_others() -> None:
    others = {**read_lock("requirements-dev.lock"), **read_lock("requirements.lock")}
    own = read_lock(SCREENING)
    assert {name: own[name] for name in own if name in others} == {
        name: others[name] for name in own if name in others
    }


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        *((wanted, "requirements.lock") for wanted in PROJECT["project"]["dependencies"]),
        *((wanted, "requirements.lock") for wanted in PROJECT["dependency-groups"]["build"]),
        *((wanted, "requirements-dev.lock") for wanted in PROJECT["dependency-groups"]["dev"]),
        *((wanted, SCREENING) for wanted in PROJECT["project"]["optional-dependencies"]["screening"]),
        *((wanted, SCREENING) for wanted in PROJECT["dependency-groups"]["screening-build"]),
    ],
)
def test_a_lock_agrees_with_the_range_in_pyproject(wanted: str, lock: str) -> None:
    requirement = Requirement(wanted)
    assert Version(read_lock(lock)[requirement.name]) in requirement.specifier


def test_what_is_installed_is_what_is_locked() -> None:
    locked, installed = read_lock("requirements-dev.lock"), list_installed("requirements-dev.lock")
    differing = {name for name, version in installed.items() if Version(version) != Version(locked[name])}
    assert differing == set()


def licence_of(name: str) -> str:
    said = metadata.metadata(name).json
    classifiers = [line for line in said.get("classifier", []) if line.startswith("License ::")]
    longer = [*classifiers, str(said.get("license", ""))[:200]]
    return CHOSEN_LICENCES.get(name) or str(said.get("license_expression") or "; ".join(longer))


@pytest.mark.parametrize("lock", ["requirements.lock", SCREENING])
def test_no_package_needed_at_run_time_is_under_strong_copyleft(lock: str) -> None:
    licences = {name: licence_of(name) for name in list_installed(lock)}
    assert {name: said for name, said in licences.items() if STRONG_COPYLEFT.search(said)} == {}


@pytest.mark.parametrize("lock", ["requirements.lock", SCREENING])
def test_every_package_needed_at_run_time_says_its_licence(lock: str) -> None:
    assert [name for name in list_installed(lock) if not licence_of(name).strip("; ")] == []


def test_the_search_for_strong_copyleft_finds_the_oracle_of_the_tests() -> None:
    assert STRONG_COPYLEFT.search(licence_of("pymerkle"))
