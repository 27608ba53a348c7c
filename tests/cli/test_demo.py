"""The demo leaves a bundle that verifies with the fingerprint beside it, and never wipes a running home."""

from pathlib import Path

import pytest

from tests.cli.conftest import Vetting
from tests.usecases.desks import a_scene
from vetting.adapters.run_folder import RunFolder
from vetting.cli import up
from vetting.cli.options import Engine
from vetting.settings import Settings

pytestmark = pytest.mark.slow


def test_the_demo_leaves_a_bundle_and_the_fingerprint_that_it_verifies_with(
    vetting: Vetting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    served: list[tuple[Path, str, int, Engine]] = []

    def serve(settings: Settings, host: str, port: int, engine: Engine) -> int:
        served.append((settings.home, host, port, engine))
        return 0

    monkeypatch.setattr(up, "run_system", serve)
    out = tmp_path / "demo"
    said = vetting("demo", "--out", out, "--engine", "direct", "--serve", "--port", 8499)
    assert said.code == 0
    assert f"bundle     {out / 'bundle.zip'}, with record, evidence, log and proofs" in said.out
    key = (out / "key-fingerprint.txt").read_text().strip()
    assert f"key        {key} ({out / 'key-fingerprint.txt'})" in said.out
    assert vetting("verify", out / "bundle.zip", "--key", key).code == 0
    assert served == [(out / "home", "127.0.0.1", 8499, Engine.DIRECT)]


def test_a_demo_whose_pages_are_up_is_not_begun_anew(vetting: Vetting, tmp_path: Path) -> None:
    a_scene(tmp_path / "home")
    with RunFolder(tmp_path / "home").held():
        said = vetting("demo", "--out", tmp_path, "--engine", "direct")
    home = tmp_path / "home"
    assert (said.code, said.err.splitlines()[-1]) == (
        4,
        f"The demo's pages are up on the home {home}. Stop them first, then start again.",
    )
    assert (home / "vetting.db").exists()
