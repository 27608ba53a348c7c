"""The drafts of people, kept beside the cases; no entry of the log tells of them."""

from collections.abc import Sequence

from sqlmodel import Session, select

from vetting.adapters.tables_of_answers import DraftRow
from vetting.domain.drafts import DraftFields


class Drafts:
    """The drafts in one transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, draft: DraftFields) -> None:
        """Keep a draft in the place of the one before it."""
        self._session.merge(DraftRow(**draft.model_dump()))
        self._session.flush()

    def find(self, case: str, person: str, form: str) -> DraftFields | None:
        """What this person typed into this form, if anything is kept."""
        row = self._session.get(DraftRow, (case, person, form))
        return None if row is None else DraftFields.model_validate(row.model_dump())

    def list(self, case: str, person: str) -> Sequence[DraftFields]:
        """What this person typed in this case, in order of the forms."""
        mine = select(DraftRow).where(DraftRow.case == case, DraftRow.person == person)
        rows = self._session.exec(mine.order_by(DraftRow.form))
        return [DraftFields.model_validate(row.model_dump()) for row in rows]

    def drop(self, case: str, person: str, form: str) -> None:
        """Forget a draft; harmless where there is none."""
        row = self._session.get(DraftRow, (case, person, form))
        if row is not None:
            self._session.delete(row)
            self._session.flush()
