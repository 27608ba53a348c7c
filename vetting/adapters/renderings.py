"""Editions as files, kept beside them; each can be made again from its edition, so no entry of the log tells of them."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import func
from sqlmodel import Session, select

from vetting.adapters.tables import RecordRow
from vetting.adapters.tables_of_voices import PublicEditionRow, RenderingRow
from vetting.domain.publications import RenderedAs, RenderingFields


class Renderings:
    """The rendered files in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, rendering: RenderingFields) -> None:
        """Keep a file in the place of the one before it."""
        self._session.merge(RenderingRow(**rendering.model_dump()))
        self._session.flush()

    def find(self, edition: str, suffix: str) -> RenderingFields | None:
        """The file of an edition, by the edition's hash, if it is made already."""
        row = self._session.get(RenderingRow, (edition, suffix))
        return None if row is None else RenderingFields.model_validate(row.model_dump())

    def list(self, edition: str) -> Sequence[RenderedAs]:
        """What is made already of an edition, without the files themselves."""
        row = cast("Any", RenderingRow)
        made = select(row.suffix, row.size, row.sha256).where(row.edition == edition)
        return [RenderedAs(*one) for one in self._session.exec(made.order_by(row.suffix))]

    def list_waiting(self, forms: int, most: int) -> Sequence[tuple[str, str]]:
        """Editions of which fewer forms are made, public ones first, then each case's newest record: hash and content."""
        row = cast("Any", RenderingRow)
        whole = select(row.edition).group_by(row.edition).having(func.count(row.suffix) >= forms)
        waiting: list[tuple[str, str]] = []
        for found in (_public(), _newest_records()):
            some = found.where(found.selected_columns[0].not_in(whole)).limit(most - len(waiting))
            waiting += [(one[0], one[1]) for one in self._session.exec(some)]
        return waiting


def _public() -> Any:
    edition = cast("Any", PublicEditionRow)
    return select(edition.sha256, edition.content).order_by(edition.filed.desc())


def _newest_records() -> Any:
    record = cast("Any", RecordRow)
    newest = select(func.max(record.filed)).group_by(record.case)
    return select(record.sha256, record.content).where(record.filed.in_(newest)).order_by(record.filed.desc())
