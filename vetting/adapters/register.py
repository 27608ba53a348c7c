"""The register as queries: one page from cases, prospects, decisions, rounds and announced partnerships."""

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    String,
    and_,
    false,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy import cast as to_type
from sqlmodel import Session

from vetting.adapters.tables import CaseRow, DecisionRow
from vetting.adapters.tables_of_parties import PartyRow
from vetting.adapters.tables_of_voices import AnnouncedRow, RoundRow
from vetting.domain.decisions import Outcome
from vetting.domain.stages import CaseStatus
from vetting.domain.standing import (
    STATUSES,
    RegisterEntry,
    RegisterPage,
    RegisterQuery,
    Standing,
    standing_of,
)

_CASE, _PARTY, _DECISION, _ROUND, _ANNOUNCED = (
    cast("Any", row).__table__.c for row in (CaseRow, PartyRow, DecisionRow, RoundRow, AnnouncedRow)
)
_ESCAPE = "\\"


class Register:
    """Reads the register within one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, query: RegisterQuery) -> RegisterPage:
        """A page of it, the newest first."""
        found = self._selected(query).subquery()
        total = self._session.execute(select(func.count()).select_from(found)).scalar_one()
        wanted = (
            select(found)
            .order_by(found.c.opened.desc(), found.c.id)
            .limit(query.size)
            .offset((query.page - 1) * query.size)
        )
        rows = self._session.execute(wanted).all()
        closing = self._closing([row.id for row in rows if row.status])
        return RegisterPage([_entry(row, closing.get(row.id)) for row in rows], total, query.page, query.size)

    def counts(self) -> dict[Standing, int]:
        """How many proposals stand so."""
        joined = _CASE.id == _DECISION.case
        rows = self._session.execute(
            select(_CASE.status, _DECISION.outcome, func.count())
            .select_from(_table(CaseRow).outerjoin(_table(DecisionRow), joined))
            .group_by(_CASE.status, _DECISION.outcome)
        ).all()
        counts = dict.fromkeys(Standing, 0)
        for status, outcome, number in rows:
            counts[_standing(status, outcome)] += number
        counts[Standing.ANNOUNCED] = self._session.execute(
            select(func.count()).select_from(_table(AnnouncedRow))
        ).scalar_one()
        return counts

    def _closing(self, cases: list[str]) -> dict[str, date]:
        """When the newest round of each case closes."""
        rows = self._session.execute(
            select(_ROUND.case, func.max(_ROUND.closes_at))
            .where(_ROUND.case.in_(cases))
            .group_by(_ROUND.case)
        )
        return {case: closes.date() for case, closes in rows.all()}

    def _selected(self, query: RegisterQuery) -> Select[Any] | CompoundSelect[Any]:
        parts = []
        if query.standing is not Standing.ANNOUNCED:
            parts.append(_cases().where(*_of_standing(query.standing), *_with_words(query.words, _IN_CASES)))
        if query.standing in (None, Standing.ANNOUNCED):
            parts.append(_announced().where(*_with_words(query.words, _IN_ANNOUNCED)))
        return parts[0] if len(parts) == 1 else union_all(*parts)


_IN_CASES = (_CASE.title, _PARTY.name, _CASE.initiating_office, _CASE.id)
_IN_ANNOUNCED = (_ANNOUNCED.what, _ANNOUNCED.company, _ANNOUNCED.office)


def _cases() -> Select[Any]:
    prospect = and_(_PARTY.case == _CASE.id, _PARTY.id == _CASE.prospect)
    joined = (
        _table(CaseRow)
        .outerjoin(_table(PartyRow), prospect)
        .outerjoin(_table(DecisionRow), _DECISION.case == _CASE.id)
    )
    return select(
        _CASE.id.label("id"),
        _CASE.status.label("status"),
        _DECISION.outcome.label("outcome"),
        _CASE.title.label("title"),
        func.coalesce(_PARTY.name, "").label("company"),
        _CASE.initiating_office.label("office"),
        _day(_CASE.opened_at).label("opened"),
        _day(_DECISION.decided_at).label("decided"),
        _CASE.is_exercise.label("exercise"),
    ).select_from(joined)


def _announced() -> Select[Any]:
    return select(
        _ANNOUNCED.id.label("id"),
        literal("", String).label("status"),
        null().label("outcome"),
        _ANNOUNCED.what.label("title"),
        _ANNOUNCED.company.label("company"),
        _ANNOUNCED.office.label("office"),
        to_type(_ANNOUNCED.announced_on, String).label("opened"),
        null().label("decided"),
        false().label("exercise"),
    )


def _of_standing(standing: Standing | None) -> list[ColumnElement[bool]]:
    if standing is None:
        return []
    statuses = sorted(status.value for status in STATUSES[standing])
    held = [_CASE.status.in_(statuses)]
    is_refused = func.coalesce(_DECISION.outcome, "") == Outcome.REFUSE.value
    if standing is Standing.REFUSED:
        held.append(is_refused)
    if standing is Standing.DECIDED:
        held.append(~is_refused)
    return held


def _with_words(words: str, columns: tuple[Any, ...]) -> list[ColumnElement[bool]]:
    """Every word stands in one of the columns."""
    return [
        or_(*(column.ilike(f"%{_escaped(word)}%", escape=_ESCAPE) for column in columns))
        for word in words.split()[:8]
    ]


def _escaped(word: str) -> str:
    return word.replace(_ESCAPE, _ESCAPE * 2).replace("%", f"{_ESCAPE}%").replace("_", f"{_ESCAPE}_")


def _day(column: Any) -> ColumnElement[str]:
    return to_type(func.date(column, type_=Date), String)


def _entry(row: Any, closes: date | None) -> RegisterEntry:
    standing = _standing(row.status, row.outcome) if row.status else Standing.ANNOUNCED
    is_over = standing is not Standing.UNDER_REVIEW  # a case that was taken up again has its old decision
    return RegisterEntry(
        id=row.id,
        standing=standing,
        title=row.title,
        company=row.company,
        office=row.office,
        opened=_to_date(row.opened),
        decided=_to_date(row.decided) if row.decided and is_over else None,
        outcome=row.outcome or "" if is_over else "",
        closes=closes,
        exercise=bool(row.exercise),
    )


def _to_date(value: date | datetime | str) -> date:
    return (
        date.fromisoformat(value[:10]) if isinstance(value, str) else date(value.year, value.month, value.day)
    )


def _standing(status: str, outcome: str | None) -> Standing:
    return standing_of(CaseStatus(status), Outcome(outcome) if outcome else None)


def _table(row: type) -> Any:
    return cast("Any", row).__table__
