"""What the demo leaves to try: accounts, a fictional proposal with an open round, and a receipt."""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vetting.domain.people import Role

if TYPE_CHECKING:
    from vetting.domain.commands import Command
    from vetting.usecases.desk import Desk

LIVE = "exercise-live-captions"
OPEN_DAYS = 84
OFFICER, HEAD, AUDITOR = "P-OFFICER", "P-HEAD", "P-AUDITOR"
ROLES: Mapping[str, tuple[Role, ...]] = {
    OFFICER: (Role.FOCAL_POINT, Role.CONSULTATION_OFFICER),
    HEAD: (Role.HEAD_OF_OFFICE,),
    AUDITOR: (Role.AUDITOR,),
}
INITIATOR = "P-INITIATOR"


@dataclass(frozen=True)
class ToTry:
    """What is printed for whoever tries the demo."""

    passwords: Mapping[str, str]  # by login
    receipt: str
    officer_key: Path


def prepare(desk: "Desk", folder: Path, said: Mapping[str, Any]) -> ToTry:
    """Make the accounts, open the round, hand in one submission; the passwords are new each time."""
    passwords = {login: _add_account(desk, login, roles) for login, roles in ROLES.items()}
    key = _add_officer_key(desk, folder)
    _open_round(desk, said)
    return ToTry({login.lower(): word for login, word in passwords.items()}, _hand_in(desk, said), key)


def read_round(path: Path) -> dict[str, Any]:
    """What the demo's proposal, notice and submission say."""
    from vetting.policy.strict_yaml import load_yaml

    return dict(load_yaml(path.read_bytes(), path.name).data)


def _add_account(desk: "Desk", ident: str, roles: tuple[Role, ...]) -> str:
    from vetting.usecases.accounts import NewAccount, add_account, set_password

    password = secrets.token_urlsafe(12)
    add_account(desk, NewAccount(ident, ident.lower(), roles, f"{ident} of the demo"))
    set_password(desk, ident, password)
    return password


def _add_officer_key(desk: "Desk", folder: Path) -> Path:
    """The key that sealed texts are opened with; on a real instance its holder alone has the secret part."""
    from vetting.adapters.evidence import write_durably
    from vetting.adapters.sealing import OFFICER as KIND
    from vetting.adapters.sealing import AgeSealer, make_key

    secret, public = make_key()
    path = folder / "officer.key"
    write_durably(path, (secret + "\n").encode(), mode=0o600)
    if isinstance(desk.sealer, AgeSealer):
        desk.sealer.add_recipient(KIND, "demo", public)
    return path


def _open_round(desk: "Desk", said: Mapping[str, Any]) -> None:
    from vetting.usecases.advance import DirectDispatcher
    from vetting.usecases.send import send

    send(desk, list(_acts(said, desk.clock.now())))
    DirectDispatcher(desk).advance(LIVE)


def _acts(said: Mapping[str, Any], now: datetime) -> "Iterator[Command]":
    from vetting.domain import commands, round_commands
    from vetting.domain.parties import PartyRole

    numbers = count(1)

    def act(by: str) -> dict[str, Any]:
        return {"id": f"{LIVE}/demo/{next(numbers)}", "case": LIVE, "by": by, "at": now}

    yield commands.OpenCase(
        **act(INITIATOR),
        title=said["title"],
        initiating_office=said["office"],
        prospect=said["party"]["id"],
        pack="un-default",
        note="Fictional, for the pages of the demo.",
        is_exercise=True,
    )
    people = {INITIATOR: (Role.INITIATOR,), **ROLES}
    for person, roles in people.items():
        if person != AUDITOR:  # an auditor belongs to no case
            yield commands.AssignPerson(**act(INITIATOR), person=person, roles=list(roles))
    party = said["party"]
    yield commands.NameParty(
        **act(OFFICER),
        party=party["id"],
        role=PartyRole.PROSPECT,
        name=party["name"],
        country=party["country"],
    )
    yield round_commands.PublishNotice(
        **act(OFFICER),
        opens_at=now,
        closes_at=now + timedelta(days=OPEN_DAYS),
        languages=list(said["notice"]),
        notice=said["notice"],
        questions=said["questions"],
        terms_withheld="There is no draft yet.",
        terms_reviewer=HEAD,
    )


def _hand_in(desk: "Desk", said: Mapping[str, Any]) -> str:
    from vetting.domain.consultation import SubmissionMode
    from vetting.domain.receipts import to_groups
    from vetting.domain.written import Draft, Part
    from vetting.usecases.lodging import begin, lodge

    begun = begin(desk, LIVE)
    parts = tuple(Part(question, text) for question, text in said["submission"].items())
    lodge(desk, begun, Draft(SubmissionMode.ANONYMOUS, parts, language="en"))
    return "-".join(to_groups(begun.receipt))
