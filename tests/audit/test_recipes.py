"""The commands of VERIFY.txt, run as they stand: by sha256sum, openssl, minisign and a shell."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.audit.bundles import CASE, FINGERPRINT, PAPER, make_bundle, members_of
from vetting.audit.bundle import withhold
from vetting.audit.recipes import RECIPES

BUNDLE = make_bundle()
SECTIONS = re.split(r"^\d\. ", RECIPES, flags=re.MULTILINE)[1:]
COMMANDS = [re.findall(r"^ {4}(.*)$", section, re.MULTILINE) for section in SECTIONS]
SCRIPT = "\n".join(line for lines in COMMANDS for line in lines)
FIRST = "WORK=$(mktemp -d)\n" + "\n".join(COMMANDS[2][:2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bundle.zip").write_bytes(BUNDLE)
    with ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path / "open")
    return tmp_path / "open"


def run(script: str, folder: Path, key: str = FINGERPRINT) -> subprocess.CompletedProcess[str]:
    """Run commands as a reader would, in the folder, with the fingerprint and the bundle's path set."""
    python = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "TMPDIR": str(folder.parent)}
    variables = {**python, "KEY": key, "BUNDLE": str(folder.parent / "bundle.zip"), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        ["sh", "-eu", "-c", script], cwd=folder, env=variables, capture_output=True, text=True, check=False
    )


def test_there_are_five_recipes_with_commands() -> None:
    assert [len(lines) > 0 for lines in COMMANDS] == [True] * 5


def test_every_command_of_the_recipes_succeeds(folder: Path) -> None:
    done = run(SCRIPT, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "The bundle holds." in done.stdout
    assert done.stdout.count("Signature Verified Successfully") == 2
    assert "Signature and comment signature verified" in done.stdout
    assert f"Trusted comment: case {CASE} of vetting.example/office" in done.stdout


def test_the_recipes_hold_without_openings(folder: Path) -> None:
    (folder.parent / "bundle.zip").write_bytes(withhold(BUNDLE, lambda _: True))
    shutil.rmtree(folder / "disclosures")
    assert run(SCRIPT, folder).returncode == 0


def test_the_recipes_hold_without_held_evidence(folder: Path) -> None:
    shutil.rmtree(folder / "evidence")
    assert run("\n".join(COMMANDS[4]), folder).returncode == 0


@pytest.mark.parametrize("name", sorted(members_of(BUNDLE).keys() - {"disclosures/openings.jsonl"}))
def test_a_changed_file_fails_by_hand(name: str, folder: Path) -> None:
    path = folder / name
    content = path.read_bytes()
    path.write_bytes(bytes([content[0] ^ 1]) + content[1:])
    by_hand = "\n".join(line for lines in COMMANDS[1:4] for line in lines)
    assert run(by_hand, folder).returncode != 0


def test_a_file_put_in_fails_by_hand(folder: Path) -> None:
    (folder / "evidence" / "planted").write_bytes(PAPER)
    assert run("\n".join(COMMANDS[1]), folder).returncode != 0


@pytest.mark.parametrize("section", [2, 3], ids=["openssl", "minisign"])
def test_another_key_fails_by_hand(section: int, folder: Path) -> None:
    other = "vetting.example/office+00000000+AQ" + "A" * 42
    script = f"{FIRST}\n" + "\n".join(COMMANDS[section])
    assert run(script, folder, key=other).returncode != 0
    assert run(script, folder).returncode == 0


def test_a_broken_chain_fails_by_hand(folder: Path) -> None:
    events = folder / "log" / "events.jsonl"
    events.write_bytes(events.read_bytes().replace(b'"ballot":"against"', b'"ballot":"for"'))
    done = run("\n".join(COMMANDS[4]), folder)
    assert done.returncode != 0
    assert "broken at: " in done.stdout


def test_the_shipped_key_is_one_that_minisign_reads(folder: Path) -> None:
    assert run("minisign -V -m SHA256SUMS -p keys/minisign.pub", folder).returncode == 0
    assert (folder / "keys" / "log.vkey").read_text("utf-8") == f"{FINGERPRINT}\n"
