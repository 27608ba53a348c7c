"""What belongs to no case: reports of partnerships that are not in the register, and announced ones.

- Anyone may report; a report is sealed to the officers, and only its week is kept.
- An announced partnership is shown only with its source, entered by a person.
"""

import hashlib
import json
from datetime import datetime, timedelta

from vetting.audit.entry import INSTANCE
from vetting.domain.announced import AnnouncedFields, why_not_announce
from vetting.domain.errors import NotFound, Refusal, Refused
from vetting.domain.people import Role
from vetting.domain.receipts import to_receipt
from vetting.domain.round_events import PartnershipAnnounced, PartnershipReported, ReportHandled
from vetting.domain.sealed import ReportFields
from vetting.domain.texts import without_untyped
from vetting.domain.times import start_of_day
from vetting.domain.written import MOST_CHARACTERS
from vetting.usecases.desk import Desk
from vetting.usecases.kept import Act

REPORT = ("company", "office", "what", "source", "contact")
"""The fields of a report; the first three say something, the last two may stay empty."""

_ID_BITS = 50


def why_not_report(desk: Desk, said: dict[str, str]) -> Refusal | None:
    """Why this cannot be taken as a report, if so."""
    given = sum(map(len, said.values()))
    if given > MOST_CHARACTERS:
        over = given - MOST_CHARACTERS
        return Refusal("submission_too_long", {"given": given, "most": MOST_CHARACTERS, "over": over})
    if not all(said.get(name, "").strip() for name in REPORT[:3]):
        return Refusal("report_empty", {})
    return None if desk.sealer.can_seal() else Refusal("reports_not_taken", {})


def report_partnership(desk: Desk, said: dict[str, str], key: str) -> str:
    """Take a report; its id. ``key`` makes a repeat harmless; nothing of the report stands unsealed."""
    if refusal := why_not_report(desk, said):
        raise Refused(refusal)
    act_id = f"report/{hashlib.sha256(key.encode()).hexdigest()[:40]}"
    content = desk.sealer.seal(json.dumps(said, ensure_ascii=False).encode())
    week = _monday(desk.clock.now())
    report = ReportFields(id=f"R-{to_receipt(desk.stamps.draw(_ID_BITS))[-10:]}", week=week, content=content)
    event = PartnershipReported(report=report.id, sealed_sha256=hashlib.sha256(content).hexdigest())
    with desk.work() as work:
        if work.has_act(act_id):
            return ""
        work.keep(Act(act_id, INSTANCE, Role.CONSULTEE.value, week), event, report)
        work.commit()
    return report.id


def handle_report(desk: Desk, report: str, handled: str, by: str) -> None:
    """Say what became of a report."""
    now = desk.clock.now()
    with desk.work() as work:
        held = work.get(ReportFields, report)
        if held is None:
            raise NotFound("report", report)
        act = Act(f"report/{report}/handled/{work.log_size()}", INSTANCE, by, now)
        event = ReportHandled(report=report, handled=handled)
        work.keep(act, event, held.model_copy(update={"handled": handled}))
        work.commit()


def open_report(desk: Desk, report: str, key: str) -> dict[str, str]:
    """What a report says, with an officer's key."""
    with desk.read() as work:
        held = work.get(ReportFields, report)
    if held is None:
        raise NotFound("report", report)
    return dict(json.loads(desk.sealer.unseal(held.content, key)))


def list_reports(desk: Desk) -> list[ReportFields]:
    """The reports, in the order in which they came."""
    with desk.read() as work:
        return list(work.list_all(ReportFields))


def announce_partnership(desk: Desk, announced: AnnouncedFields) -> None:
    """Enter a partnership that was announced but not vetted; refused without its source."""
    announced = AnnouncedFields.model_validate(without_untyped(announced.model_dump()))
    if refusal := why_not_announce(announced):
        raise Refused(refusal)
    event = PartnershipAnnounced(
        announced=announced.id,
        announced_on=announced.announced_on.isoformat(),
        case_id=announced.case,
        company=announced.company,
        office=announced.office,
        what=announced.what,
        source_title=announced.source_title,
        source_locator=announced.source_locator,
    )
    with desk.work() as work:
        act = Act(
            f"announced/{announced.id}/{work.log_size()}",
            INSTANCE,
            announced.entered_by,
            announced.entered_at,
        )
        work.keep(act, event, announced)
        work.commit()


def _monday(now: datetime) -> datetime:
    day = now.date() - timedelta(days=now.weekday())
    return start_of_day(day)
