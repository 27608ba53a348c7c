"""``vetting account``: who may sign in, as whoever runs the instance keeps it."""

import io
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Vetting
from vetting.bootstrap import open_existing
from vetting.usecases.signing_in import find_token_holder, sign_in_with_password

PASSWORD = "seven plain words that nobody guesses"  # noqa: S105 - of an account that the test makes


@pytest.fixture
def home(tmp_path: Path, vetting: Vetting) -> Path:
    said = vetting("account", "add", "P-1", "--login", "Ada", "--role", "legal", "--home", tmp_path)
    assert (said.code, said.err) == (0, "P-1 may sign in as ada (legal).\n")
    return tmp_path


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))


def test_an_account_with_a_password_signs_in(
    home: Path, vetting: Vetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, f"{PASSWORD}\n")
    assert vetting("account", "password", "P-1", "--home", home).code == 0
    assert sign_in_with_password(open_existing(home), "ADA", PASSWORD)
    account = {
        "id": "P-1",
        "login": "ada",
        "name": "",
        "roles": ["legal"],
        "state": "active",
        "by": "password",
    }
    assert vetting("account", "list", "--json", "--home", home).json() == {"accounts": [account]}


def test_a_password_too_short_is_refused(
    home: Path, vetting: Vetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "short\n")
    said = vetting("account", "password", "P-1", "--home", home)
    assert (said.code, said.err) == (3, "A password here has 12 to 200 characters. Choose another.\n")


def test_a_password_is_typed_twice_at_a_terminal(
    home: Path, vetting: Vetting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    typed = iter([PASSWORD, PASSWORD, PASSWORD, "another one entirely"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert vetting("account", "password", "P-1", "--home", home).code == 0
    said = vetting("account", "password", "P-1", "--home", home)
    assert said.code == 2
    assert "The two were not the same. Nothing was changed." in said.err


def test_a_token_is_printed_once_and_ends_with_its_account(home: Path, vetting: Vetting) -> None:
    said = vetting("account", "token", "P-1", "--label", "export", "--home", home)
    key = said.out.strip()
    assert key.startswith("vt_")
    assert find_token_holder(open_existing(home), key) is not None
    assert key not in vetting("account", "list", "--home", home).out
    assert vetting("account", "disable", "P-1", "--home", home).code == 0
    assert find_token_holder(open_existing(home), key) is None


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("token", "P-1", "--label", "x", "--role", "auditor"), 3, "The account P-1 has no role auditor"),
        (("add", "P-1"), 3, "is taken by another account"),
        (("add", "x" * 50), 2, "id: String should have at most 40 characters."),
        (("disable", "P-9"), 2, "There is no account with the id P-9."),
        (("add", "P-2", "--role", "king"), 2, "king"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(
    home: Path, vetting: Vetting, words: tuple[str, ...], code: int, sentence: str
) -> None:
    said = vetting("account", *words, "--home", home)
    assert said.code == code
    assert sentence in said.err


def test_the_list_names_how_each_signs_in(home: Path, vetting: Vetting) -> None:
    vetting("account", "add", "P-2", "--subject", "s-2", "--home", home)
    lines = vetting("account", "list", "--home", home).out
    assert "nothing yet" in lines
    assert "provider" in lines
