"""What officers do on the command line: keys, sealed parts and files, reports; and what is refused there."""

from pathlib import Path
from typing import Any

import pytest
import typer

from tests.adapters.cleaning import files
from tests.adapters.cleaning.files import SEEN, has_secret, text_of
from tests.cli.conftest import Vetting
from tests.usecases.consulting import ANONYMOUS, Keys, a_draft, lodged, open_round, set_up_keys
from tests.usecases.desks import Scene
from vetting.adapters.clock import SystemClock
from vetting.adapters.sealing import make_key
from vetting.bootstrap import open_desk
from vetting.settings import Settings
from vetting.usecases.attaching import GivenFile, attach
from vetting.usecases.looking_up import find_lodged
from vetting.usecases.reports import report_partnership

TYPED = "correct horse"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """A live home with an open round."""
    return open_round(Scene(open_desk(Settings(tmp_path / "home"), SystemClock())).opened())


@pytest.fixture
def keys(scene: Scene) -> Keys:
    return set_up_keys(scene)


@pytest.fixture
def home(scene: Scene, tmp_path: Path) -> Path:
    assert scene.case == "meridian"
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def _types(monkeypatch: pytest.MonkeyPatch) -> None:
    def typed(*_: Any, **__: Any) -> str:
        return TYPED

    monkeypatch.setattr(typer, "prompt", typed)


# ----------------------------------------------------------------------------------------------- keys


def test_a_key_is_made_wrapped_and_never_over_another(vetting: Vetting, tmp_path: Path) -> None:
    path = tmp_path / "officer.key"
    made = vetting("keys", "make", path)
    assert (made.code, made.out.startswith("age1")) == (0, True)
    assert made.err == f"Wrote {path}, wrapped with the passphrase. Nobody can restore either of them.\n"
    assert (b"AGE-SECRET-KEY" in path.read_bytes(), path.stat().st_mode & 0o777) == (False, 0o600)
    again = vetting("keys", "make", path)
    assert (again.code, again.err) == (2, f"{path}: the file is there already. Give another name.\n")


def test_keys_are_added_listed_and_taken_away(vetting: Vetting, home: Path) -> None:
    public = make_key()[1]
    for words, says in (
        (("add-officer", "maria", public), "Protected submissions are sealed to maria as well, from now on."),
        (("add-custodian", "ethics", public), "ethics is a custodian. Name one more."),
        (
            ("add-custodian", "ombuds", public),
            "ombuds is a custodian. Contacts are sealed to the first two custodians.",
        ),
        (("remove", "custodian", "ombuds"), "Nothing more is sealed to ombuds."),
    ):
        done = vetting("keys", *words, "--home", home)
        assert (done.code, done.err) == (0, says + "\n")
    assert vetting("keys", "list", "--json", "--home", home).json() == [
        {"kind": "officer", "name": "maria", "key": public},
        {"kind": "custodian", "name": "ethics", "key": public},
    ]
    assert "ethics" in vetting("keys", "list", "--home", home).out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("add-officer", "maria", "age1nonsense"), "the key: it is no public key of age."),
        (
            ("add-officer", "Ma ria", "age1x"),
            "Ma ria: a name has small letters, digits and hyphens, 40 at most.",
        ),
        (("add-officer", "../maria", "age1x"), "../maria: a name has small letters"),
        (("remove", "officer", "nobody"), "nobody: there is no officer of that name."),
    ],
)
def test_a_key_that_cannot_be_used_is_told(
    vetting: Vetting, home: Path, words: tuple[str, ...], says: str
) -> None:
    done = vetting("keys", *words, "--home", home)
    assert (done.code, done.err.startswith(says)) == (2, True), done.err


def test_keys_of_a_folder_that_is_no_home_are_not_shown(vetting: Vetting, tmp_path: Path) -> None:
    done = vetting("keys", "list", "--home", tmp_path / "none")
    assert (done.code, "There is no home in" in done.err) == (4, True)


# ---------------------------------------------------------------------------------------- sealed parts


@pytest.fixture
def receipt(scene: Scene, keys: Keys) -> str:
    assert keys.officer
    return lodged(scene, a_draft(ANONYMOUS, "The river is watched.")).receipt


@pytest.fixture
def key_file(keys: Keys, tmp_path: Path) -> Path:
    path = tmp_path / "officer.key"
    path.write_text(keys.officer)
    return path


def test_a_sealed_part_is_taken_out_with_a_reason_and_opened_where_the_key_is(
    vetting: Vetting, scene: Scene, receipt: str, key_file: Path, tmp_path: Path
) -> None:
    ident, out = find_lodged(scene.desk, receipt).submission.id, tmp_path / "part.age"
    by = ("--by", "P-OFFICER", "--reason", "To take its points.", "--home", tmp_path / "home")
    taken = vetting("submission", "sealed", "meridian", ident, "--out", out, *by)
    assert (taken.code, taken.err) == (
        0, f"Wrote {out}. Open it with: vetting submission open {out} --key KEYFILE\n",
    )  # fmt: skip
    assert scene.events()[-1] == "SubmissionUnsealed"
    opened = vetting("submission", "open", out, "--key", key_file)
    assert (opened.code, "The river is watched." in opened.out) == (0, True)


def test_a_sealed_file_is_taken_out_and_written_under_its_name(
    vetting: Vetting, scene: Scene, receipt: str, key_file: Path, tmp_path: Path
) -> None:
    attach(scene.desk, receipt, scene.now, [GivenFile("what we saw.pdf", files.pdf())])
    found, sealed = find_lodged(scene.desk, receipt).submission, tmp_path / "file.age"
    by = ("--by", "P-OFFICER", "--reason", "To read it.", "--home", tmp_path / "home")
    words = ("submission", "sealed", "meridian", found.id, "--file", found.files[0], "--out", sealed, *by)
    assert vetting(*words).code == 0
    done = vetting("submission", "open", sealed, "--key", key_file, "--out", tmp_path / "read")
    written = (tmp_path / "read" / "what-we-saw.pdf").read_bytes()
    assert (SEEN in text_of(written), has_secret(written)) == (True, False)
    assert "this was left out: attachments, comments, links, metadata, scripts." in done.err
    wrong = vetting("submission", "open", sealed, "--key", key_file)
    assert (wrong.code, "name a folder with --out for a file" in wrong.err) == (2, True)


@pytest.mark.usefixtures("receipt")
@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"--by": "P-INIT"}, "P-INIT"),
        ({"--by": "NOBODY"}, "NOBODY"),
        ({"--reason": " "}, "reason"),
        ({"--file": "F-NONE"}, "The submission has no file F-NONE."),
    ],
)
def test_what_may_not_be_taken_out_is_refused_and_nothing_is_written(
    vetting: Vetting, scene: Scene, tmp_path: Path, changes: dict[str, str], says: str
) -> None:
    ident, out = scene.dossier().submissions[0].id, tmp_path / "part.age"
    options = {
        "--by": "P-OFFICER",
        "--reason": "Read it.",
        "--out": str(out),
        "--home": str(tmp_path / "home"),
    }
    words = [one for pair in (options | changes).items() for one in pair]
    done = vetting("submission", "sealed", "meridian", ident, *words)
    assert (done.code, says in done.err, out.exists()) == (3, True, False), done.err


def test_a_key_that_does_not_open_it_and_a_file_that_is_none_are_told(
    vetting: Vetting, tmp_path: Path, key_file: Path
) -> None:
    nonsense = tmp_path / "part.age"
    nonsense.write_bytes(b"nonsense")
    done = vetting("submission", "open", nonsense, "--key", key_file)
    assert (done.code, "does not open it" in done.err) == (3, True)
    lost = tmp_path / "none"
    missing = vetting("submission", "open", lost, "--key", key_file)
    assert (missing.code, missing.err) == (2, f"{lost}: there is no such file. Check the path.\n")
    key_file.write_bytes(b"no key")
    assert vetting("submission", "open", nonsense, "--key", key_file).code == 3


# --------------------------------------------------------------------------------------------- reports


def test_reports_are_listed_by_week_and_never_by_what_they_say(
    vetting: Vetting, scene: Scene, home: Path, keys: Keys
) -> None:
    assert keys.officer
    said = {"company": "Lingua", "office": "An office", "what": "It began.", "source": "", "contact": ""}
    ident = report_partnership(scene.desk, said, "key")
    [row] = vetting("report", "list", "--json", "--home", home).json()
    assert (row["report"], row["handled"]) == (ident, "")
    table = vetting("report", "list", "--home", home).out
    assert (ident in table, "Lingua" in table) == (True, False)


def test_an_announced_partnership_enters_the_register_with_its_source(vetting: Vetting, home: Path) -> None:
    words = ["report", "announce", "A-1", "--company", "Lingua Meridian", "--what", "A platform for dialogue.",
             "--source", "Press notice", "--where", "https://example.org/notice", "--by", "P-OFFICER",
             "--home", str(home), "--on"]  # fmt: skip
    done = vetting(*words, "2020-03-30")
    assert (done.code, done.err) == (0, "Lingua Meridian is in the register as announced but not vetted.\n")
    wrong = vetting(*words, "last week")
    assert (wrong.code, wrong.err) == (2, "--on: 'last week' is no day. Write it as 2020-03-30.\n")
    words[words.index("Press notice")] = " "
    assert vetting(*words, "2020-03-30").code == 3
