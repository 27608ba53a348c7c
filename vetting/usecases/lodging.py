"""Lodging: from the form that somebody opens to the submission that is kept.

- A form carries its receipt and the time at which it was first shown, with a stamp of this home: no
  cookie, no session, and a receipt that nobody chose.
- The receipt is the key of the act: sent twice, a form gives one submission and the same answer.
- What is confidential is sealed before a command exists; no command, event or log holds it otherwise.
- Nothing finer than the week of the round is kept of the time.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from vetting.audit.tree import leaf_hash
from vetting.domain.commands import Command
from vetting.domain.errors import Refusal, Refused
from vetting.domain.people import Role
from vetting.domain.receipts import BITS, lookup_of, parse_receipt, to_receipt
from vetting.domain.round_commands import LodgeSubmission
from vetting.domain.rounds import RoundFields, week_of, why_not_lodge
from vetting.domain.written import (
    Draft,
    Offer,
    find_faults,
    has_identity,
    held_back,
    open_name,
    open_parts,
    to_identity,
    to_sealed,
)
from vetting.usecases.desk import Desk
from vetting.usecases.intake import require_case
from vetting.usecases.ports import Work
from vetting.usecases.submissions import round_of
from vetting.usecases.together import Together

CONSULTEE = Role.CONSULTEE.value
UNSAID = "prefer_not_to_say"  # always offered
_ID_BITS = 50


@dataclass(frozen=True)
class Begun:
    """A form that was begun: what it carries, hidden, from page to page."""

    case: str
    round: int
    begun_at: int  # seconds since 1970, UTC
    receipt: str
    stamp: str = ""

    @property
    def stamped(self) -> str:
        """The text that its stamp is made of."""
        return f"form|{self.case}|{self.round}|{self.begun_at}|{self.receipt}"

    @property
    def at(self) -> datetime:
        """When the form was first shown."""
        return datetime.fromtimestamp(self.begun_at, UTC)


def begin(desk: Desk, case: str) -> Begun:
    """Begin a form; raises ``NotFound``, or ``Refused`` where no round is open."""
    now = desk.clock.now()
    with desk.read() as work:
        held = round_of(work, case)
    if refusal := why_not_lodge(held, now, now):
        raise Refused(refusal)
    number = held.number if held else 0  # a round that is not there was refused
    seconds, receipt = math.floor(now.timestamp()), to_receipt(desk.stamps.draw(BITS))
    begun = Begun(case, number, seconds, receipt)
    return replace(begun, stamp=desk.stamps.stamp(begun.stamped))


def require_ours(desk: Desk, begun: Begun) -> None:
    """Refuse a form that was not begun here."""
    is_receipt = parse_receipt(begun.receipt) == begun.receipt
    if not is_receipt or not desk.stamps.is_ours(begun.stamped, begun.stamp):
        raise Refused(Refusal("form_not_ours", {}))


@dataclass(frozen=True)
class OpenForm:
    """The form of a case as it stands: its round, and what it offers."""

    held: RoundFields | None
    offer: Offer


def open_form(desk: Desk, case: str) -> OpenForm:
    """The form of a case as it stands; raises ``NotFound``."""
    with desk.read() as work:
        held = round_of(work, case)
        return OpenForm(held, _offer(desk, work, case, held))


def draw_id(desk: Desk, letter: str) -> str:
    """An id by chance, such as S-7Q2M4K9XTB: it tells neither when something came nor how much came before."""
    return f"{letter}-{to_receipt(desk.stamps.draw(_ID_BITS))[-10:]}"


def offer_of(desk: Desk, case: str) -> Offer:
    """What the form of a case offers now; raises ``NotFound``."""
    return open_form(desk, case).offer


def find_draft_faults(desk: Desk, begun: Begun, draft: Draft) -> list[tuple[str, Refusal]]:
    """What stands against a draft, by field."""
    return find_faults(draft, offer_of(desk, begun.case))


def lodge(
    desk: Desk,
    begun: Begun,
    draft: Draft,
    form: OpenForm | None = None,
    keep: Callable[[Command], str] | None = None,
) -> str:
    """Take a submission: the hash of its entry; harmless where this form was sent before. ``keep`` sends.

    Raises ``Refused`` where the form is not ours, the draft has a fault, or the round is not open.
    """
    require_ours(desk, begun)
    form, now = form or open_form(desk, begun.case), desk.clock.now()
    fault = next((refusal for _, refusal in find_faults(draft, form.offer)), None)
    if refusal := fault or why_not_lodge(form.held, begun.at, now):
        return _require_kept(desk, begun, refusal)
    command = _to_command(desk, begun, draft, week_of(form.held, now))
    return (keep or Together(desk).send)(command)


def _require_kept(desk: Desk, begun: Begun, refusal: Refusal) -> str:
    """The hash of the entry of a form that was sent before; what was not is refused."""
    act = _act_id(begun)
    with desk.read() as work:
        kept = work.list_leaves([act])
    if act not in kept:
        raise Refused(refusal)
    return leaf_hash(kept[act]).hex()


def _offer(desk: Desk, work: Work, case: str, held: RoundFields | None) -> Offer:
    found = require_case(work, case)  # from the session's memory: the round's case was read before
    groups = desk.packs.pinned(found.pack_hash).lists.get("stakeholder_groups", {})
    return Offer(
        questions=tuple(held.questions) if held else (),
        groups=tuple({**groups, UNSAID: ""}),
        protected=desk.sealer.can_seal(),
        identity=desk.sealer.can_seal_identity(),
    )


def _act_id(begun: Begun) -> str:
    return f"lodged/{lookup_of(begun.receipt)[:40]}"


def _to_command(desk: Desk, begun: Begun, draft: Draft, week: datetime) -> LodgeSubmission:
    """The command of a form, with its sealed part, and with its contact sealed apart from it."""
    keeps = has_identity(draft) and desk.sealer.can_seal_identity()
    identity = f"I-{to_receipt(desk.stamps.draw(BITS))}" if keeps else None
    needs_seal = bool(held_back(draft)) or identity is not None
    return LodgeSubmission(
        id=_act_id(begun),
        case=begun.case,
        by=CONSULTEE,
        at=week,
        submission=draw_id(desk, "S"),
        lookup=lookup_of(begun.receipt),
        round=begun.round,
        begun_at=begun.at,
        mode=draft.mode,
        group=draft.group,
        language=draft.language,
        region=draft.region,
        submitter=open_name(draft),
        parts=open_parts(draft),
        sealed=desk.sealer.seal(to_sealed(draft, identity)) if needs_seal else None,
        identity=identity,
        sealed_identity=desk.sealer.seal_identity(to_identity(draft)) if identity else None,
    )
