"""A file that came back, kept for its bearer while they look at what it would change."""

from pydantic import TypeAdapter

from vetting.domain.drafts import DraftFields
from vetting.domain.errors import BadInput, Fault
from vetting.usecases.desk import Desk
from vetting.usecases.drafts import drop_draft, find_draft
from vetting.usecases.questionnaire.filled import Filled

LONGEST = 8_000_000  # characters
_FORM = "questionnaire"
_FILLED = TypeAdapter(Filled)


def keep_file(desk: Desk, case: str, person: str, filled: Filled) -> None:
    """Keep what a file says, in the place of one before it; raises ``BadInput`` where it is more than can be kept."""
    text = _FILLED.dump_json(filled).decode()
    if len(text) > LONGEST:
        raise BadInput(
            [Fault("the file", "it says more than can be kept.", "Bring it back in several parts.")]
        )
    draft = DraftFields(
        case=case, person=person, form=_FORM, values={"file": [text]}, saved_at=desk.clock.now()
    )
    with desk.work() as work:
        work.drafts.keep(draft)
        work.commit()


def find_file(desk: Desk, case: str, person: str) -> Filled | None:
    """The file that this person brought back and has not confirmed, if any."""
    draft = find_draft(desk, case, person, _FORM)
    return _FILLED.validate_json(draft.values["file"][0]) if draft else None


def drop_file(desk: Desk, case: str, person: str) -> None:
    """Forget it: it was brought in, or its bearer wants it gone."""
    drop_draft(desk, case, person, _FORM)
