"""Drafts: keep what is typed, so that a dropped line or an expired session loses nothing."""

from collections.abc import Mapping, Sequence

from vetting.domain.drafts import DraftFields
from vetting.domain.errors import BadInput, Fault
from vetting.usecases.desk import Desk

MOST_CHARACTERS = 200_000


def save_draft(
    desk: Desk, case: str, person: str, form: str, values: Mapping[str, Sequence[str]]
) -> DraftFields:
    """Keep what a person typed into a form; raises ``BadInput`` where it is more than can be kept."""
    length = sum(len(text) for texts in values.values() for text in texts)
    if length > MOST_CHARACTERS:
        how = f"Shorten it to {MOST_CHARACTERS} characters, or file the long text as evidence."
        raise BadInput([Fault(form, f"the text has {length} characters.", how)])
    kept = {name: list(texts) for name, texts in values.items()}
    draft = DraftFields(case=case, person=person, form=form, values=kept, saved_at=desk.clock.now())
    with desk.work() as work:
        work.drafts.keep(draft)
        work.commit()
    return draft


def find_draft(desk: Desk, case: str, person: str, form: str) -> DraftFields | None:
    """What this person typed into this form and has not sent."""
    with desk.read() as work:
        return work.drafts.find(case, person, form)


def list_drafts(desk: Desk, case: str, person: str) -> Sequence[DraftFields]:
    """What this person typed in this case and has not sent, in order of the forms."""
    with desk.read() as work:
        return work.drafts.list(case, person)


def drop_draft(desk: Desk, case: str, person: str, form: str) -> None:
    """Forget what was typed; the form was sent, or its writer wants it gone."""
    with desk.work() as work:
        work.drafts.drop(case, person, form)
        work.commit()
