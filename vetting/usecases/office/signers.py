"""Who is offered as another signer of an act: those alone whom the act's own rules would let sign it today.

Who is passed over is told, with the sentence that says why: a list that offers nobody is never left unexplained.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from vetting.domain.commands import Command, GrantException
from vetting.domain.errors import Refusal
from vetting.domain.people import PersonFields
from vetting.domain.permissions import MAY
from vetting.domain.sentences import to_sentence
from vetting.usecases.office.case_view import CaseView, name_of, person_in_words
from vetting.usecases.office.entitled import BY_WHO_MAY_SEND, why_not_first, why_not_second

WhyNot = Callable[[PersonFields, datetime], Refusal | None]

MENDABLE = frozenset({"initiator_decides", "undeclared", "open_conflict"})
"""The refusals that are told: of those who have the role, and may not sign as things stand."""


@dataclass(frozen=True)
class Offer:
    """Who can be named as the signer of an act, and who of those that come into question cannot."""

    people: tuple[tuple[str, str], ...]  # id, and id with function
    passed_over: tuple[tuple[str, str], ...]  # id with function, and the sentence that says why
    needs: str  # the roles of which one is needed, in words; blank where anybody of the office will do

    @property
    def ids(self) -> list[str]:
        """The ids that a form may send."""
        return [one for one, _ in self.people]

    @property
    def why_nobody(self) -> str:
        """Why nobody can be named, and what would change it; blank where somebody can."""
        if self.people:
            return ""
        who = f"a person with the role {self.needs}" if self.needs else "another person of the office"
        return (
            f"Nobody else on this case could sign this today. It takes {who} who has no open conflict: "
            "see 'People and interests'."
        )


def offer_signers(
    view: CaseView, act: type[Command], *, with_reader: bool = False, without: Collection[str] = ()
) -> Offer:
    """Who could sign such an act beside the reader, and beside those who sign it already."""
    apart = {*without} | (set() if with_reader else {view.person})
    needs = _needs(act) if act in BY_WHO_MAY_SEND else ""
    return _offer(view, apart, partial(why_not_second, view.dossier, act), needs)


def offer_granters(view: CaseView) -> Offer:
    """Who could grant an exception that the reader asks for."""
    return _offer(
        view, {view.person}, partial(why_not_first, view.dossier, GrantException), _needs(GrantException)
    )


def _offer(view: CaseView, apart: Collection[str], why_not: WhyNot, needs: str) -> Offer:
    told = [
        (one.id, person_in_words(view, one.id), why_not(one, view.now))
        for one in view.dossier.people
        if one.id not in apart
    ]
    return Offer(
        people=tuple((ident, words) for ident, words, refusal in told if refusal is None),
        passed_over=tuple(
            (words, to_sentence(refusal))
            for _, words, refusal in told
            if refusal and refusal.code in MENDABLE
        ),
        needs=needs,
    )


def _needs(act: type[Command]) -> str:
    return " or ".join(sorted(name_of("role", role.value) for role in MAY[act]))
