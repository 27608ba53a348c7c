"""What `vetting status` says of a home, and what `vetting doctor` finds wrong with it, with remedies."""

import re
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from tests.cli.conftest import Vetting
from tests.usecases.desks import Scene, a_scene
from vetting.adapters.addresses import free_port, listen_on
from vetting.adapters.clock import FixedClock, SystemClock
from vetting.adapters.list_folder import ListFolder
from vetting.adapters.run_folder import RunFolder
from vetting.bootstrap import open_desk, open_post
from vetting.cli import checkup
from vetting.cli.checkup import CHECKS, KNOWN_SETTINGS, Patient, examine
from vetting.domain import commands
from vetting.screening.lists import Manifest
from vetting.settings import Settings, read_settings
from vetting.usecases.desk import Desk
from vetting.usecases.listing import MAX_AGE_DAYS, ListState
from vetting.usecases.mailing import send_mail


def now() -> datetime:
    """The doctor compares with the machine's own clock."""
    return SystemClock().now()


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    scene = a_scene(tmp_path / "home", now() - timedelta(days=31)).opened().answered()
    due = (now() + timedelta(days=60)).date()
    scene.send(commands.SendLetter, letter="L-1", due=due, questions=["Who owns it?"])
    scene.advance()
    scene.wait(days=31)
    scene.advance()
    return scene


def a_patient(home: Path, **more: Any) -> Patient:
    said: dict[str, Any] = {
        "environment": {},
        "port": free_port(),
        "open_desk": open_desk,
        "clock": SystemClock(),
    }
    return Patient(**(said | {"settings": Settings(home)} | more))


def found(patient: Patient) -> list[tuple[str, str, str]]:
    return [(one.check, one.problem, one.remedy) for one in examine(patient)]


def run(home: Path, *parts: dict[str, Any]) -> None:
    """Say that a system runs whose pages nobody answers."""
    state = {"address": f"http://127.0.0.1:{free_port()}", "parts": list(parts)}
    RunFolder(home).write_state(state)


def part(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "state": "ready", "restarts": 0, "last_exit": None, "pid": 1} | more


# ------------------------------------------------------------------------------------------- status


def test_status_says_what_is_due_open_signed_and_unsent(vetting: Vetting, scene: Scene) -> None:
    home = scene.desk.machine._home  # type: ignore[attr-defined]
    said = vetting("status", "--home", home, "--json")
    assert said.code == 0
    status = said.json()
    assert status["running"] is None
    assert status["cases"] == {"under_review": 1}
    assert (status["due"], status["gates"]) == (0, {"reply": 1})
    assert status["log"]["entries"] == scene.size()
    assert status["checkpoint"] == {"entries": 0, "at": None}
    assert (status["mail"]["unsent"], status["mail"]["faults"], status["lists"]) == (1, {}, [])
    plain = vetting("status", "--home", home).out
    assert plain.startswith("Nothing runs on this home.\ncases       1 under review; 0 due now\n")
    assert "mail        1 unsent since " in plain
    assert "Live translation" not in plain + said.out


@pytest.mark.usefixtures("scene")
def test_status_says_what_runs_while_it_runs(vetting: Vetting, tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "home")
    with folder.held():
        parts = [part("web"), part("prefect", state="starting", restarts=2)]
        folder.write_state({"address": "http://127.0.0.1:1", "since": "2026-03-02T09:00:00", "parts": parts})
        folder.pulse.write_text('{"engine": "direct", "pid": 1}')
        plain = vetting("status", "--home", tmp_path / "home").out
        running = vetting("status", "--home", tmp_path / "home", "--json").json()["running"]
    assert plain.splitlines()[:3] == [
        "Runs since 2026-03-02T09:00:00 on http://127.0.0.1:1, engine direct.",
        "  web        ready",
        "  prefect    starting, started again 2 times",
    ]
    assert (running["engine"], running["parts"]) == ("direct", parts)


def test_status_of_no_home_is_said_and_makes_none(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("status", "--home", tmp_path / "none")
    assert (said.code, said.err.splitlines()[0][:22]) == (4, "There is no home in " + str(tmp_path)[:2])
    assert not (tmp_path / "none").exists()


# ------------------------------------------------------------------------------------------- doctor


@pytest.mark.usefixtures("scene")
def test_a_home_that_is_well_says_so(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("doctor", "--home", tmp_path / "home", "--port", free_port())
    assert (said.code, said.out) == (0, f"All is well: {', '.join(CHECKS)}.\n")


def test_a_problem_is_said_with_its_remedy_and_exit_code_1(vetting: Vetting, tmp_path: Path) -> None:
    said = vetting("doctor", "--home", tmp_path / "none", "--port", free_port())
    assert said.code == 1
    assert said.out == (
        f"home: There is no home in {tmp_path / 'none'}.\n"
        "  Name it with --home or VETTING_HOME, or start 'vetting up' once.\n"
    )
    as_json = vetting("doctor", "--home", tmp_path / "none", "--port", free_port(), "--json").json()
    assert (as_json["checks"], len(as_json["problems"])) == (list(CHECKS), 1)
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("scene")
def test_settings_that_nobody_reads_or_without_tls_are_named(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "home", address="http://vetting.example.org")
    patient = a_patient(tmp_path, settings=settings, environment={"VETTING_MIAL": "x", "PATH": "y"})
    assert found(patient) == [
        (
            "settings",
            "The variable VETTING_MIAL is none that the program reads.",
            "See docs/reference/settings.md.",
        ),
        (
            "settings",
            "VETTING_ADDRESS is http://vetting.example.org: readers would come without TLS.",
            "Put a TLS proxy in front and write the address as https://…",
        ),
    ]


def test_every_setting_that_is_read_is_known() -> None:
    class Noting(dict[str, str]):
        asked: ClassVar[set[str]] = set()

        def get(self, name: str, default: Any = None) -> Any:
            self.asked.add(name)
            return default

    noting = Noting()
    read_settings(None, noting)
    assert noting.asked <= KNOWN_SETTINGS


@pytest.mark.usefixtures("scene")
def test_files_that_others_can_read_are_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.chmod(0o755)
    (home / "keys" / "web").write_text("x")
    (home / "keys" / "web").chmod(0o644)
    assert found(a_patient(home)) == [
        ("home", f"Others on this machine can look into the home {home}.", f"Run: chmod 700 {home}"),
        (
            "keys",
            "The key file web can be read by others than its owner.",
            f"Run: chmod 600 {home / 'keys' / 'web'}; then consider whether the key has leaked.",
        ),
    ]


@pytest.mark.usefixtures("scene")
def test_a_database_that_cannot_be_opened_is_said_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for beside in home.glob("vetting.db*"):
        beside.unlink()
    (home / "vetting.db").write_text("no database at all, but a text of some length" * 50)
    [(check, problem, _)] = found(a_patient(home))
    assert (check, problem.startswith("The file is no database of this program")) == ("database", True)


@pytest.mark.usefixtures("scene")
def test_a_home_of_a_newer_version_is_said_once(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "home" / "vetting.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    [(check, problem, _)] = found(a_patient(tmp_path / "home"))
    assert (check, "written by a newer version (9999" in problem) == ("database", True)


class SmallMachine:
    """A machine with a full disk and another schema."""

    def free_bytes(self) -> int:
        return 5_000_000

    def schema(self) -> tuple[str, str]:
        return "0001", "0002"


@pytest.mark.usefixtures("scene")
def test_a_full_disk_and_an_old_schema_are_said(tmp_path: Path) -> None:
    def open_small(settings: Settings) -> Desk:
        return replace(open_desk(settings), machine=SmallMachine())

    assert [one[:2] for one in found(a_patient(tmp_path / "home", open_desk=open_small))] == [
        ("database", "The database has the schema 0001, this program knows 0002."),
        (
            "disk",
            "The home's disk has 5 MB left. Free some space; acts are refused when it is full.",
        ),
    ]


@pytest.mark.usefixtures("scene")
def test_a_clock_that_is_wrong_is_said(tmp_path: Path) -> None:
    ahead, behind = now() + timedelta(hours=1), now() - timedelta(days=40)
    [(check, problem, _)] = found(a_patient(tmp_path / "home", clock=FixedClock(ahead)))
    assert check == "clock"
    assert re.fullmatch(
        r"The home's file system and this machine's clock are 3\d{3} seconds apart\.", problem
    )
    said = [one[1] for one in found(a_patient(tmp_path / "home", clock=FixedClock(behind)))]
    assert len(said) == 2
    assert re.fullmatch(r"The newest entry of the log is 345\d{4} seconds in the future\.", said[1])


@pytest.mark.usefixtures("scene")
def test_a_port_that_is_taken_is_said_before_the_start(tmp_path: Path) -> None:
    with listen_on("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        [(check, problem, remedy)] = found(a_patient(tmp_path / "home", port=port))
    assert (check, remedy) == ("system", f"'vetting up' would not start on port {port}.")
    assert problem.startswith(f"Port {port} of 127.0.0.1 is in use")


@pytest.mark.usefixtures("scene")
def test_parts_that_do_not_run_well_are_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with RunFolder(home).held():
        run(home, part("web", restarts=4, last_exit=137), part("prefect", state="waiting"))
        said = [one[1] for one in found(a_patient(home))]
    assert said[:2] == [
        "The part web was started again 4 times (last exit 137).",
        "The part prefect is waiting.",
    ]
    assert said[2].startswith("The pages do not take acts: http://127.0.0.1:")


def test_a_log_that_nobody_signs_is_said_while_the_system_runs(scene: Scene, tmp_path: Path) -> None:
    home = tmp_path / "home"
    began = now()
    with scene.desk.work() as work:
        work.keep_checkpoint(1, scene.desk.signer.sign(1, bytes(32)), began - timedelta(minutes=10))
        work.commit()
    assert found(a_patient(home)) == []
    with RunFolder(home).held():
        run(home)
        [(check, problem, _), _] = found(a_patient(home))
    told = re.fullmatch(r"(\d+) entries wait for a signed checkpoint since (\d+) s\.", problem)
    assert told is not None
    assert (check, int(told[1])) == ("log", scene.size() - 1)
    assert 600 <= int(told[2]) <= 601 + (now() - began).total_seconds()


def test_cases_that_are_due_without_a_runner_and_lost_packs_are_said(scene: Scene, tmp_path: Path) -> None:
    home = tmp_path / "home"
    scene.send(commands.RequestRecord)
    [pinned] = (home / "packs").iterdir()
    pinned.rename(tmp_path / "away")
    (lost, due) = found(a_patient(home))
    assert (lost[0], due[:2]) == ("cases", ("cases", "1 cases are due and nothing runs on this home."))
    assert lost[2].startswith("Restore packs/ from a backup: cases are pinned to ")


@pytest.mark.usefixtures("scene")
def test_lists_that_are_stale_are_said_with_their_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = Manifest("un_sc", "un-xml", "0" * 64, "2026-01-01", 700, 900, 0)
    monkeypatch.setattr(ListFolder, "states", lambda _: [ListState(manifest, "2026-01-01T00:00:00Z")])
    days = [now().date()]
    said = found(a_patient(tmp_path / "home"))
    days.append(now().date())  # midnight may have passed
    assert said in [
        [("lists", manifest.why_not_clear(day, MAX_AGE_DAYS), "Run: vetting lists update")] for day in days
    ]


def test_mail_that_does_not_go_out_is_said_with_what_to_do(scene: Scene, tmp_path: Path) -> None:
    home = tmp_path / "home"
    post = open_post(Settings(home))
    send_mail(scene.desk, post, scene.now)
    [(check, problem, remedy)] = found(a_patient(home))
    assert (check, remedy) == ("mail", "Add the person to contacts.yaml in the home.")
    assert problem == "1 messages wait because nobody knows the address of the person."
    (home / "contacts.yaml").write_text("P-COMPANY: desk@lingua.example\n")
    down = Settings(home, mail=f"smtp://127.0.0.1:{free_port()}")
    scene.wait(days=1)
    send_mail(scene.desk, open_post(down), scene.now)
    assert found(a_patient(home))[0][1] == "1 messages wait because no mail server took them."
    [(check, problem, _), _] = found(a_patient(home, settings=down))
    assert (check, problem) == ("mail", "The mail server 127.0.0.1 does not answer (ConnectionRefusedError).")
    [(check, problem, _), _] = found(a_patient(home, settings=Settings(home, mail="nonsense")))
    assert (check, "is no address of a mail server" in problem) == ("mail", True)


@pytest.mark.usefixtures("scene")
def test_a_sign_in_provider_that_does_not_answer_is_said_with_what_to_do(tmp_path: Path) -> None:
    home = tmp_path / "home"
    down = Settings(home, sign_in_issuer=f"http://127.0.0.1:{free_port()}")
    [(check, problem, remedy)] = found(a_patient(home, settings=down))
    assert (check, problem) == (
        "sign-in",
        "Nobody can sign in: The sign-in provider did not answer as it should. Try again in a minute.",
    )
    assert "who is signed in stays so" in remedy


@pytest.mark.usefixtures("scene")
def test_a_machine_without_fonts_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "find_fonts", lambda: ())
    [(check, _, remedy)] = found(a_patient(tmp_path / "home"))
    assert (check, remedy) == ("fonts", "Install the program again, whole.")


@pytest.mark.usefixtures("scene")
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Patient) -> Any:
        raise PermissionError(13, "Permission denied", str(tmp_path / "home" / "keys"))

    monkeypatch.setattr(checkup, "CHECKS", {"keys": fail})
    assert found(a_patient(tmp_path / "home")) == [
        ("keys", f"Permission denied: {tmp_path / 'home' / 'keys'}.", "See to that file or folder.")
    ]
