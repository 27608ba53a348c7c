"""Contesting what became of a point: by its submitter, with the receipt, once, while the case is under review.

The contest is sealed to the officers like a file of the submission. The point waits for an answer again, and
no approval is possible before it has one; the answer that it had stays beside it.
"""

from vetting.domain.attachments import CleanFile, to_sealed_file
from vetting.domain.consultation import why_not_contest_point
from vetting.domain.errors import Refusal, Refused
from vetting.domain.receipts import name_act, parse_receipt
from vetting.domain.round_commands import ContestPoint
from vetting.domain.rounds import week_of
from vetting.usecases.desk import Desk
from vetting.usecases.lodging import CONSULTEE, draw_id
from vetting.usecases.looking_up import Lodged, find_lodged
from vetting.usecases.send import send
from vetting.usecases.submissions import round_of


def contest(desk: Desk, typed: str, point: str, text: str) -> None:
    """Contest what became of a point of the submission that a receipt finds. Raises ``Refused``."""
    lodged = find_lodged(desk, typed)
    held = next((one for one in lodged.points if one.id == point), None)
    if held is None:
        raise Refused(Refusal("unknown_point", {"point": point}))
    act = name_act("contest", parse_receipt(typed) or "", point.encode())
    with desk.read() as work:
        if work.has_act(act):
            return
    if refusal := why_not_contest_point(held, text):
        raise Refused(refusal)
    if not desk.sealer.can_seal():
        raise Refused(Refusal("files_not_offered"))
    send(desk, [_to_command(desk, lodged, point, act, text)])


def _to_command(desk: Desk, lodged: Lodged, point: str, act: str, text: str) -> ContestPoint:
    with desk.read() as work:
        held = round_of(work, lodged.case)
    now = desk.clock.now()
    said = CleanFile(f"contest-of-{point}.txt", "txt", text.strip().encode())
    return ContestPoint(
        id=act,
        case=lodged.case,
        by=CONSULTEE,
        at=week_of(held, now),
        submission=lodged.submission.id,
        point=point,
        file=draw_id(desk, "F"),
        sealed=desk.sealer.seal(to_sealed_file(said)),
    )
