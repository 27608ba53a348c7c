"""What a receipt finds, and taking a submission back with it."""

from dataclasses import dataclass

from vetting.audit.tree import leaf_hash
from vetting.domain.consultation import (
    PointFields,
    SubmissionFields,
    why_not_withdraw,
)
from vetting.domain.errors import Refusal, Refused
from vetting.domain.receipts import ReceiptFields, lookup_of, parse_receipt
from vetting.domain.round_commands import WithdrawSubmission
from vetting.domain.rounds import week_of
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import CONSULTEE
from vetting.usecases.send import send
from vetting.usecases.submissions import round_of


@dataclass(frozen=True)
class Lodged:
    """What a submitter finds with the receipt."""

    case: str
    submission: SubmissionFields
    points: list[PointFields]
    leaf: str  # the public verification code: the hash of the log's entry
    index: int


def find_lodged(desk: Desk, typed: str) -> Lodged:
    """What a receipt finds; refused with one answer, whether it is malformed or unknown."""
    receipt = parse_receipt(typed)
    lookup = lookup_of(receipt or "")  # the same work for what cannot be a receipt
    with desk.read() as work:
        found = work.get(ReceiptFields, lookup)
        if found is None or receipt is None:
            raise Refused(Refusal("unknown_receipt", {}))
        submission = work.get(SubmissionFields, found.case, found.submission)
        entry = work.entry_of(SubmissionFields, found.case, found.submission)
        points = [one for one in work.list(PointFields, found.case) if one.submission == found.submission]
    if submission is None or entry is None:
        raise Refused(Refusal("unknown_receipt", {}))
    return Lodged(found.case, submission, points, leaf_hash(entry[1]).hex(), entry[0])


def withdraw(desk: Desk, typed: str) -> None:
    """Take back what a receipt finds; refused where it is published, or taken back already."""
    lodged = find_lodged(desk, typed)
    with desk.read() as work:
        held = round_of(work, lodged.case)
    now = desk.clock.now()
    command = WithdrawSubmission(
        id=f"withdrawn/{lodged.leaf[:40]}",
        case=lodged.case,
        by=CONSULTEE,
        at=week_of(held, now),
        submission=lodged.submission.id,
    )
    if refusal := why_not_withdraw(lodged.submission):
        raise Refused(refusal)
    send(desk, [command])
