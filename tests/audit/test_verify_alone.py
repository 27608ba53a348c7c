"""The verifier as a program: one file, on files."""

import ast
import runpy
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.audit.bundles import make_bundle, write_scene
from tests.audit.logs import FINGERPRINT, ORIGIN, make_log
from vetting.audit import verify
from vetting.audit.note import SigningKey
from vetting.audit.verify import main

LOG = make_log(12)
ROOT = LOG.tree.root().hex()


def test_the_verifier_needs_the_standard_library_and_cryptography_alone() -> None:
    tree = ast.parse(Path(verify.__file__).read_text("utf-8"))
    imported = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported - sys.stdlib_module_names == {"cryptography"}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "log").write_bytes(b"".join(LOG.lines()))
    (tmp_path / "checkpoint").write_text(LOG.checkpoint(), "utf-8")
    (tmp_path / "earlier").write_text(LOG.checkpoint(5), "utf-8")
    (tmp_path / "openings").write_bytes(b"".join(LOG.opening_lines()))
    return tmp_path


def _arguments(files: Path, *more: str) -> list[str]:
    return [str(files / "log"), str(files / "checkpoint"), "--key", FINGERPRINT, *more]


FACTS = f"{ORIGIN}: 12 entries in 3 cases, root {ROOT}; "


def test_a_copy_of_the_one_file_verifies_a_log(files: Path) -> None:
    copy = files / "verify.py"
    copy.write_bytes(Path(verify.__file__).read_bytes())
    arguments = _arguments(files, "--earlier", str(files / "earlier"), "--openings", str(files / "openings"))
    done = subprocess.run([sys.executable, "-I", str(copy), *arguments], capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (
        0,
        f"{FACTS}4 of 4 protected fields opened, 0 withheld.\nThe log holds.\n",
        b"",
    )


def test_the_file_runs_as_a_program(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["verify.py", *_arguments(files)])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(verify.__file__, run_name="__main__")
    assert end.value.code == 0


def test_a_log_on_disk_that_holds_ends_with_0(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(_arguments(files)) == 0
    assert capsys.readouterr().out == f"{FACTS}0 of 4 protected fields opened, 4 withheld.\nThe log holds.\n"


def test_a_log_on_disk_that_does_not_hold_ends_with_1(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "log").write_bytes(b"".join(LOG.lines()[:-1]))
    assert main(_arguments(files)) == 1
    assert capsys.readouterr().out == (
        "size: expected 12 entries, as the checkpoint says; found 11.\n"
        f"{ORIGIN}: 11 entries in 3 cases, root {LOG.tree.root(11).hex()}; "
        "0 of 4 protected fields opened, 4 withheld.\n"
        "The log does not hold: 1 found amiss.\n"
    )


def test_a_file_that_cannot_be_read_ends_with_2(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "checkpoint").write_bytes(b"\xff")
    assert main(_arguments(files)) == 2
    (files / "log").unlink()
    assert main(_arguments(files)) == 2
    assert capsys.readouterr().err.count("A file cannot be read: ") == 2


# ------------------------------------------------------------------------------------- bundles


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    path = tmp_path / "case.bundle.zip"
    path.write_bytes(make_bundle())
    return path


def test_the_verifier_from_inside_a_bundle_verifies_that_bundle(bundle: Path, tmp_path: Path) -> None:
    with ZipFile(bundle) as archive:
        archive.extract("verify.py", tmp_path / "open")
    (tmp_path / "kept").write_text(write_scene()[0].checkpoint(6), "utf-8")
    arguments = ["--key", FINGERPRINT, "--earlier", str(tmp_path / "kept")]
    copy = tmp_path / "open" / "verify.py"
    done = subprocess.run(
        [sys.executable, "-I", copy, bundle, *arguments], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[-1], done.stderr) == (0, "The bundle holds.", "")


def test_a_bundle_that_does_not_hold_ends_with_1(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = SigningKey(ORIGIN, b"o" * 32).verifier
    assert main([str(bundle), "--key", other.to_text()]) == 1
    assert capsys.readouterr().out == (
        f"signature: expected SHA256SUMS signed by {ORIGIN}+{other.id.hex()}; "
        "found a signature that is not by that key, or of other sums.\n"
        f"{ORIGIN}, case case-1.\n"
        "The bundle does not hold: 1 found amiss.\n"
    )


def test_a_bundle_that_is_cut_short_ends_with_2(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle.write_bytes(make_bundle()[:-1])
    assert main([str(bundle), "--key", FINGERPRINT]) == 2
    assert capsys.readouterr().err == "The bundle is cut short, or something follows its end.\n"


def test_a_log_without_its_checkpoint_ends_with_2(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(files / "log"), "--key", FINGERPRINT]) == 2
    assert capsys.readouterr().err == "The file is no bundle; to check a log, give its checkpoint too.\n"
