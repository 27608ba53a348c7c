"""One case as one person has it before them, and what that person may do with it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from vetting.documents.catalogue import Words, load_words
from vetting.documents.scribe import Scribe
from vetting.domain import commands
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal
from vetting.domain.holding import narrow
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import why_not_now, why_not_recused, why_not_send
from vetting.domain.sentences import to_sentence
from vetting.usecases.appraise import Appraisal, appraise_case
from vetting.usecases.derived import seen_by_system
from vetting.usecases.desk import Desk

WORDS: Words = load_words()
SCRIBE = Scribe(WORDS)


@dataclass(frozen=True)
class CaseView:
    """A case with what the rules make of it, who looks at it, and when."""

    appraisal: Appraisal
    person: str  # whoever is signed in; perhaps nobody on this case
    now: datetime
    is_moving: bool = False  # an advance is under way, or waits for its turn
    held: frozenset[Role] | None = None  # what a program's token gives; else all roles that the person has

    @property
    def dossier(self) -> Dossier:
        """Everything about the case."""
        return self.appraisal.dossier

    @property
    def id(self) -> str:
        """The case's id."""
        return self.dossier.case.id

    @property
    def reader(self) -> PersonFields | None:
        """The reader as a person on the case; ``None`` for whoever has no role on it."""
        found = next((one for one in self.dossier.people if one.id == self.person), None)
        return found if self.held is None else narrow(found, self.held)

    @property
    def roles(self) -> frozenset[Role]:
        """What the reader is on this case."""
        return frozenset(self.reader.roles) if self.reader else frozenset()

    @property
    def ask_next(self) -> tuple[str, ...]:
        """What is asked of people and unanswered, in the order in which it is best asked.

        The decision answers its own rows, and the engine those of acts that it will see.
        """
        own = self.appraisal.pack.rules.outcomes.decision_rows | seen_by_system(self.dossier)
        return tuple(one for one in self.appraisal.evaluation.ask_next if one not in own)

    def why_not(self, act: type[commands.Command]) -> str:
        """Why the reader cannot do this now, as the sentence that stands on the greyed button; else empty."""
        refusal = why_not_do(self, act)
        return to_sentence(refusal) if refusal else ""


def look_at(desk: Desk, case: str, person: str, held: frozenset[Role] | None = None) -> CaseView:
    """The case as this person sees it now, with all their roles or those that a token gives; raises ``NotFound``."""
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        now = work.simulated_now(case) or desk.clock.now()
        is_moving = work.is_moving(case)
    return CaseView(appraisal, person, now, is_moving, held)


def why_not_do(view: CaseView, act: type[commands.Command]) -> Refusal | None:
    """Why the reader may not send this command, or why it does not fit the case now, if so."""
    command = act.model_construct(by=view.person, at=view.now)
    if refusal := why_not_now(command, view.dossier.case.status):
        return refusal
    if act is commands.AssignPerson and view.person == view.dossier.case.opened_by:
        return None
    if refusal := why_not_send(command, view.reader):
        return refusal
    return why_not_recused(command, view.reader, view.dossier.declarations) if view.reader else None


def name_of(kind: str, code: str) -> str:
    """The name of a code in words: of a role, a status, a level, an event."""
    return WORDS.name(kind, code)


def names_of(kind: str, codes: Iterable[str]) -> str:
    """The names of several codes in one line."""
    return ", ".join(name_of(kind, code) for code in codes)


def person_in_words(view: CaseView, person: str | None) -> str:
    """A person by id and function, as the record names them; never by name."""
    if not person:
        return ""
    found = next((one for one in view.dossier.people if one.id == person), None)
    if found is None:
        return "the engine" if person == "system" else person
    return f"{person} ({found.title or names_of('role', (role.value for role in found.roles))})"


def show_value(value: object) -> tuple[str, ...]:
    """The value of an answer as lines of text; a table gives a line for each row."""
    return tuple("".join(span.text for span in line) for line in SCRIBE.value(value))


def show_effect(effect: str) -> str:
    """An effect of the pack in words: "Level at least High"."""
    return SCRIBE.effect(effect)
