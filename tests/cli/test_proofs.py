"""What a stranger can check: bundles, their verification, replay, witnesses; and what differs between packs."""

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Vetting
from tests.usecases.desks import SMALL_PACK

CASE = "meridian"


@pytest.fixture
def key(vetting: Vetting, home: Path) -> str:
    """The fingerprint of the home's log, as its keeper would hand it out."""
    return str(vetting("log", "verify", "--home", home, "--json").json()["key"])


@pytest.fixture
def bundle(vetting: Vetting, home: Path, tmp_path: Path, key: str) -> Path:
    """The bundle of the small case."""
    said = vetting("bundle", CASE, "--out", tmp_path / "case.zip", "--home", home)
    assert (said.code, key in said.err) == (0, True)
    return tmp_path / "case.zip"


def test_a_bundle_holds_under_the_key_from_elsewhere(vetting: Vetting, bundle: Path, key: str) -> None:
    said = vetting("verify", bundle, "--key", key)
    assert (said.code, said.out.splitlines()[-1]) == (0, "The bundle holds.")
    told = vetting("verify", bundle, "--key", key, "--json").json()
    assert (told["holds"], told["case"], told["breaks"]) == (True, CASE, [])


def test_a_changed_bundle_does_not_hold(vetting: Vetting, bundle: Path, key: str) -> None:
    content = bytearray(bundle.read_bytes())
    content[len(content) // 2] ^= 1
    bundle.write_bytes(content)
    said = vetting("verify", bundle, "--key", key)
    assert said.code in (1, 2)
    assert "The bundle holds." not in said.out


def test_sealed_facts_give_the_same_again_from_the_home_and_from_the_record(
    vetting: Vetting, home: Path, walked: Path
) -> None:
    said = vetting("replay", CASE, "--home", home)
    assert said.code == 0
    assert said.out.splitlines()[-1].startswith("0 of ")
    assert all(one["same"] for one in vetting("replay", "all", "--home", home, "--json").json())
    record = walked / "out" / "record.json"
    assert vetting("replay", record, "--pack", SMALL_PACK).out.splitlines()[-1] == "0 of 1 would change."


def test_a_changed_pack_says_which_cases_would_change_and_why(
    vetting: Vetting, home: Path, tmp_path: Path
) -> None:
    stricter = _stricter_pack(tmp_path)
    said = vetting("replay", CASE, "--pack", stricter, "--home", home)
    assert said.code == 0
    assert "differs in" in said.out
    assert "  INT-01: was " in said.out
    differs = vetting("pack", "diff", SMALL_PACK, stricter, "--home", home)
    assert differs.code == 0
    assert "1 of 1 cases would change:" in differs.out
    told = vetting("pack", "diff", SMALL_PACK, stricter, "--home", home, "--json").json()
    assert (len(told["cases"]), bool(told["rules"])) == (1, True)
    assert vetting("pack", "diff", SMALL_PACK, SMALL_PACK).out == "No rule differs.\n"


def test_a_witness_cosigns_what_continues_and_refuses_a_fork(
    vetting: Vetting, home: Path, tmp_path: Path, key: str
) -> None:
    witness = tmp_path / "witness"
    fingerprint = vetting("witness", "key", "--home", witness).out.strip()
    request = tmp_path / "request"
    assert vetting("witness", "request", "--out", request, "--home", home).code == 0
    answer = vetting("witness", "cosign", request, "--key", key, "--home", witness)
    assert (answer.code, answer.out[:2]) == (0, "— ")
    (tmp_path / "answer").write_text(answer.out)
    note = request.read_text().partition("\n\n")[2]
    (tmp_path / "checkpoint").write_text(note)
    added = vetting("witness", "add", tmp_path / "checkpoint", tmp_path / "answer", "--witness", fingerprint)
    assert (added.code, answer.out.strip() in added.out) == (0, True)
    (tmp_path / "cosigned").write_text(added.out)
    again = vetting(
        "bundle", CASE, "--out", tmp_path / "w.zip", "--home", home, "--cosigned", tmp_path / "cosigned"
    )
    assert again.code == 0
    told = vetting("verify", tmp_path / "w.zip", "--key", key, "--witness", fingerprint, "--json").json()
    assert len(told["witnesses"]) == 1


def test_a_log_that_does_not_continue_what_a_witness_saw_is_a_fork(
    vetting: Vetting, home: Path, tmp_path: Path, key: str
) -> None:
    forked = tmp_path / "forked"
    shutil.copytree(home, forked)
    for number, folder in enumerate((home, forked)):
        acts = tmp_path / f"acts-{number}.yaml"
        acts.write_text(
            "case: {by: P-FOCAL, at: 2026-05-20T23:59:59Z}\n"
            f"reopening: {{reason: Reason {number}., by: P-FOCAL}}\n"
        )
        assert vetting("act", CASE, acts, "--home", folder).code == 0
        vetting("witness", "request", "--out", tmp_path / f"request-{number}", "--home", folder)
    witness = tmp_path / "witness"
    assert vetting("witness", "cosign", tmp_path / "request-0", "--key", key, "--home", witness).code == 0
    second = vetting("witness", "cosign", tmp_path / "request-1", "--key", key, "--home", witness)
    assert second.code in (1, 2)
    assert second.out == ""


def test_the_packs_that_are_shipped_are_shown(vetting: Vetting) -> None:
    listed = vetting("pack", "show").out
    assert "INT-01" in listed
    assert vetting("pack", "show", "INT-99").code == 2
    found = json.loads(vetting("pack", "check", "un-default", "--json").out)
    assert found["faults"] == []


def test_a_case_of_which_there_is_no_home_cannot_be_bundled(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("bundle", CASE, "--out", tmp_path / "x.zip", "--home", tmp_path / "nowhere")
    assert said.code == 4
    assert not (tmp_path / "x.zip").exists()


def _stricter_pack(folder: Path) -> Path:
    """The small pack with one floor raised."""
    pack = folder / "stricter"
    shutil.copytree(SMALL_PACK, pack)
    for name in ("stages/intake.yaml", "examples.yaml"):
        text = (pack / name).read_text()
        lines = [line.replace("floor(moderate)", "floor(substantial)") for line in text.splitlines()]
        (pack / name).write_text("\n".join(lines) + "\n")
    about = (pack / "pack.yaml").read_text()
    (pack / "pack.yaml").write_text(about.replace("1.0.0", "1.1.0"))
    return pack
