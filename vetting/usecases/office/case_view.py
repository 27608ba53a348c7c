"""One case as one person has it before them, and what that person may do with it now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from vetting.documents.catalogue import Words, load_words
from vetting.documents.scribe import Scribe
from vetting.domain import commands
from vetting.domain.dossier import Dossier
from vetting.domain.errors import Refusal
from vetting.domain.evidence import EvidenceFields
from vetting.domain.holding import narrow
from vetting.domain.people import PersonFields, Role
from vetting.domain.permissions import MAY, why_not_now, why_not_send
from vetting.domain.sentences import to_sentence
from vetting.usecases.appraise import Appraisal, appraise_case
from vetting.usecases.derived import seen_by_system
from vetting.usecases.desk import Desk
from vetting.usecases.office.entitled import list_able, why_not_first

WORDS: Words = load_words()
SCRIBE = Scribe(WORDS)

OF_THE_READER = frozenset(
    {
        "not_permitted",
        "unknown_person",
        "initiator_decides",
        "undeclared",
        "open_conflict",
        "not_confidential",
    }
)
"""The refusals that turn on who asks: another person of the case may be free to do the act."""

MOST_NAMED = 3  # people in one sentence


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
    def usable_evidence(self) -> tuple[EvidenceFields, ...]:
        """What something new can name: all that was filed, without what is erased."""
        return tuple(one for one in self.dossier.evidence if one.erased_at is None)

    @property
    def ask_next(self) -> tuple[str, ...]:
        """What is asked of people and unanswered, in the order in which it is best asked.

        The decision answers its own rows, and the engine those of acts that it will see.
        """
        own = self.appraisal.pack.rules.outcomes.decision_rows | seen_by_system(self.dossier)
        return tuple(one for one in self.appraisal.evaluation.ask_next if one not in own)

    def why_not(self, act: type[commands.Command]) -> str:
        """Why the reader cannot do this now, and who could, as it stands on the greyed button; else empty."""
        refusal = why_not_do(self, act)
        return say_with_others(self, act, refusal) if refusal else ""


def look_at(desk: Desk, case: str, person: str, held: frozenset[Role] | None = None) -> CaseView:
    """The case as this person sees it now, with all their roles or those that a token gives; raises ``NotFound``."""
    with desk.read() as work:
        appraisal = appraise_case(desk, work, case)
        now = work.simulated_now(case) or desk.clock.now()
        is_moving = work.is_moving(case)
    return CaseView(appraisal, person, now, is_moving, held)


def say_with_others(view: CaseView, act: type[commands.Command], refusal: Refusal) -> str:
    """The sentence of a refusal; where it turns on the reader, followed by who else could do the act."""
    sentence = to_sentence(refusal)
    return f"{sentence} {who_could(view, act)}" if refusal.code in OF_THE_READER else sentence


def why_not_do(view: CaseView, act: type[commands.Command]) -> Refusal | None:
    """Why the reader may not send this command, or why it does not fit the case now, if so."""
    command = act.model_construct(by=view.person, at=view.now)
    if refusal := why_not_now(command, view.dossier.case.status):
        return refusal
    if act is commands.AssignPerson and view.person == view.dossier.case.opened_by:
        return None
    if view.reader is None:
        return why_not_send(command, None)
    return why_not_first(view.dossier, act, view.reader, view.now)


def who_could(view: CaseView, act: type[commands.Command]) -> str:
    """Who of the case could do this today, in one sentence, or which roles it takes."""
    return say_who(view, list_able(view.dossier, act, view.now), MAY[act])


def say_who(view: CaseView, people: Iterable[PersonFields], needed: Collection[Role]) -> str:
    """That these people of the case can do something, or that it takes one of these roles, in one sentence."""
    able = [person_in_words(view, one.id) for one in people]
    if not able:
        roles = " or ".join(name_of("role", one) for one in sorted(needed) if one is not Role.SYSTEM)
        return (
            f"Nobody on this case could do it today. It takes the role {roles}: see 'People and interests'."
        )
    more = [f"{len(able) - MOST_NAMED} more"] if len(able) > MOST_NAMED else []
    named = [*able[:MOST_NAMED], *more]
    listed = f"{', '.join(named[:-1])} and {named[-1]}" if len(named) > 1 else named[0]
    return f"It can be done by {listed}."


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
