"""The checkup of a home: each thing that could be wrong, what is wrong with it, and its remedy.

Every check stands alone: a home that cannot even be opened is examined as far as it goes.
"""

import os
import stat
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from vetting.adapters.addresses import answers, listen_on
from vetting.adapters.fonts import find_fonts
from vetting.adapters.list_folder import ListFolder
from vetting.adapters.mail import ContactsFile, SmtpMailer
from vetting.adapters.run_folder import RunFolder
from vetting.bootstrap import mailer_of
from vetting.domain.errors import EnvironmentFault, Refused, VettingError
from vetting.domain.sentences import to_sentence
from vetting.settings import Settings
from vetting.usecases.desk import Desk
from vetting.usecases.held_evidence import find_evidence_faults
from vetting.usecases.outside import Clock
from vetting.usecases.readiness import why_not_room
from vetting.usecases.status import HomeStatus, read_status
from vetting.web.sign_in.provider import read_description

SKEW_SECONDS = 5.0
BEHIND_SECONDS = 180
RESTARTS = 3
OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and what to do about it."""

    check: str
    problem: str
    remedy: str


@dataclass(frozen=True)
class Patient:
    """The home that is examined."""

    settings: Settings
    environment: Mapping[str, str]
    port: int
    open_desk: Callable[[Settings], Desk]
    clock: Clock

    @property
    def now(self) -> datetime:
        """The time as it is read: an examination takes a while on a busy machine."""
        return self.clock.now()

    @cached_property
    def desk(self) -> Desk:
        """Its desk; raises ``VettingError`` where it cannot be opened."""
        if not self.is_made:
            raise _NoHome
        return self.open_desk(self.settings)

    @property
    def is_made(self) -> bool:
        """Whether there is a home at all; looking makes none."""
        return self.settings.database_url is not None or (self.settings.home / "vetting.db").is_file()

    @cached_property
    def status(self) -> HomeStatus:
        """How it stands; raises as ``desk``."""
        return read_status(self.desk)

    @cached_property
    def state(self) -> dict[str, Any] | None:
        """What runs on it now."""
        return RunFolder(self.settings.home).read_state() if self.is_made else None


class _NoHome(VettingError):
    """There is nothing to examine; the check of the home says so."""


Found = Iterator[tuple[str, str]]


def examine(patient: Patient) -> list[Problem]:
    """Every problem found, in the order of the checks."""
    return [
        Problem(name, problem, remedy)
        for name, check in CHECKS.items()
        for problem, remedy in _guarded(check, patient)
    ]


def _guarded(check: Callable[[Patient], Found], patient: Patient) -> Found:
    try:
        yield from check(patient)
    except Refused as error:
        if check is _check_database:
            yield to_sentence(error.refusal), "Mend that first, then ask again."
    except _NoHome:
        return
    except VettingError as error:
        if check is _check_database:  # the others would only repeat it
            yield str(error), "Mend that first, then ask again."
    except OSError as error:
        yield f"{error.strerror or error}: {error.filename or 'the machine'}.", "See to that file or folder."


def _check_settings(patient: Patient) -> Found:
    for name in sorted(patient.environment):
        if name.startswith("VETTING_") and name not in KNOWN_SETTINGS:
            yield f"The variable {name} is none that the program reads.", "See docs/reference/settings.md."
    address = patient.settings.address
    if address and not address.startswith(("https://", "http://127.0.0.1", "http://localhost")):
        yield (
            f"VETTING_ADDRESS is {address}: readers would come without TLS.",
            "Put a TLS proxy in front and write the address as https://…",
        )


def _check_home(patient: Patient) -> Found:
    home = patient.settings.home
    if not patient.is_made:
        yield (
            f"There is no home in {home}.",
            "Name it with --home or VETTING_HOME, or start 'vetting up' once.",
        )
    if home.is_dir() and home.stat().st_mode & OTHERS:
        yield f"Others on this machine can look into the home {home}.", f"Run: chmod 700 {home}"


def _check_database(patient: Patient) -> Found:
    found, known = patient.desk.machine.schema()
    if found != known:
        yield (
            f"The database has the schema {found}, this program knows {known}.",
            "Stop the system and start it with one version.",
        )


def _check_keys(patient: Patient) -> Found:
    for path in sorted((patient.settings.home / "keys").glob("*")):
        if path.is_file() and path.stat().st_mode & OTHERS:
            yield (
                f"The key file {path.name} can be read by others than its owner.",
                f"Run: chmod 600 {path}; then consider whether the key has leaked.",
            )


def _check_clock(patient: Patient) -> Found:
    if not patient.is_made:
        return
    before = patient.now.timestamp()
    with tempfile.TemporaryFile(dir=patient.settings.home) as file:
        on_disk = os.fstat(file.fileno()).st_mtime
    skew = max(before - on_disk, on_disk - patient.now.timestamp())
    if skew > SKEW_SECONDS:
        yield (
            f"The home's file system and this machine's clock are {skew:.0f} seconds apart.",
            "Have both follow a time server (NTP).",
        )
    last = patient.status.counts.last_entry_at
    if last and (ahead := (datetime.fromisoformat(last) - patient.now).total_seconds()) > SKEW_SECONDS:
        yield (
            f"The newest entry of the log is {ahead:.0f} seconds in the future.",
            "Set the clock right; entries keep the time that they were given.",
        )


def _check_disk(patient: Patient) -> Found:
    if sentence := why_not_room(patient.desk.machine.free_bytes()):
        yield sentence, "Move the home to a larger disk, or remove what else fills this one."


def _check_log(patient: Patient) -> Found:
    counts = patient.status.counts
    if patient.state is None or counts.log_size <= counts.checkpoint_size or counts.checkpoint_at is None:
        return
    behind = (patient.now - counts.checkpoint_at).total_seconds()
    if behind > BEHIND_SECONDS:
        yield (
            f"{counts.log_size - counts.checkpoint_size} entries wait for a signed checkpoint since {behind:.0f} s.",
            "See the runner's log; start the system again if it says nothing.",
        )


def _check_system(patient: Patient) -> Found:
    if patient.state is None:
        yield from _check_port(patient)
        return
    for part in patient.state["parts"]:
        if part["restarts"] > RESTARTS:
            yield (
                f"The part {part['name']} was started again {part['restarts']} times (last exit {part['last_exit']}).",
                f"See {_log_of(part['name'])}.",
            )
        if part["state"] != "ready":
            yield (
                f"The part {part['name']} is {part['state']}.",
                f"Wait a moment; then see {_log_of(part['name'])}.",
            )
    if not answers(f"{patient.state['address']}/readyz"):
        yield (
            f"The pages do not take acts: {patient.state['address']}/readyz says no.",
            "Mend what the other checks name.",
        )


def _check_port(patient: Patient) -> Found:
    try:
        listen_on("127.0.0.1", patient.port).close()
    except EnvironmentFault as error:
        yield str(error), f"'vetting up' would not start on port {patient.port}."


def _check_cases(patient: Patient) -> Found:
    for pack_hash in patient.status.counts.packs:
        try:
            patient.desk.packs.pinned(pack_hash)
        except VettingError as error:
            yield str(error), f"Restore packs/ from a backup: cases are pinned to {pack_hash[:19]}…"
    if patient.state is None and patient.status.counts.due:
        yield (
            f"{patient.status.counts.due} cases are due and nothing runs on this home.",
            "Start the system: vetting up",
        )


def _check_evidence(patient: Patient) -> Found:
    if not patient.is_made:
        return
    with patient.desk.read() as work:
        cases = work.list_cases()
    for case in cases:
        for sentence in find_evidence_faults(patient.desk, case).values():
            yield sentence, "Nothing else of the case is touched; ask again once the file is back."


def _check_lists(patient: Patient) -> Found:
    for state in ListFolder(patient.settings.home / "lists").states():
        if why := state.why_not_clear(patient.now.date()):
            yield why, "Run: vetting lists update"


def _check_fonts(patient: Patient) -> Found:  # noqa: ARG001 - every check takes the patient
    if not find_fonts():
        yield (
            "No font is installed: the PDF of a record cannot be written.",
            "Install the program again, whole.",
        )


def _check_mail(patient: Patient) -> Found:
    try:
        ContactsFile(patient.settings.home / "contacts.yaml").read()
        mailer = mailer_of(patient.settings)
        if isinstance(mailer, SmtpMailer):
            mailer.check()
    except VettingError as error:
        yield str(error), "Until then messages wait; none is lost."
    unsent = patient.status.counts.unsent
    if missing := unsent.get("no_address"):
        yield (
            f"{missing} messages wait because nobody knows the address of the person.",
            "Add the person to contacts.yaml in the home.",
        )
    if refused := unsent.get("not_taken"):
        yield (
            f"{refused} messages wait because no mail server took them.",
            "See VETTING_MAIL and the server's log.",
        )


def _check_sign_in(patient: Patient) -> Found:
    if not patient.settings.sign_in_issuer:
        return
    try:
        read_description(patient.settings.sign_in_issuer)
    except Refused as error:
        yield (
            f"Nobody can sign in: {to_sentence(error.refusal)}",
            "See VETTING_SIGN_IN_ISSUER, and ask whoever runs the provider; who is signed in stays so.",
        )


def _log_of(part: str) -> str:
    return (
        "prefect/server.log in the home" if part == "prefect" else "what 'vetting up' wrote to standard error"
    )


KNOWN_SETTINGS = frozenset(
    {
        "VETTING_HOME",
        "VETTING_DATABASE_URL",
        "VETTING_ADDRESS",
        "VETTING_HOSTS",
        "VETTING_SIGN_IN_ISSUER",
        "VETTING_SIGN_IN_CLIENT",
        "VETTING_SIGN_IN_SECRET_FILE",
        "VETTING_MAIL",
        "VETTING_MAIL_FROM",
        "VETTING_MAIL_PASSWORD_FILE",
        "VETTING_LOGS",
        "VETTING_LISTS",
        "VETTING_CODE",
    }
)

CHECKS: Mapping[str, Callable[[Patient], Found]] = {
    "settings": _check_settings,
    "home": _check_home,
    "database": _check_database,
    "keys": _check_keys,
    "clock": _check_clock,
    "disk": _check_disk,
    "log": _check_log,
    "system": _check_system,
    "cases": _check_cases,
    "evidence": _check_evidence,
    "lists": _check_lists,
    "fonts": _check_fonts,
    "mail": _check_mail,
    "sign-in": _check_sign_in,
}
"""What is looked at, in this order."""
