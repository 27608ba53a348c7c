"""The draft agreement on the desk: what stands in it, what rules point at, what people decided, and how drafts differ."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from vetting.agreements.clauses import Clause
from vetting.agreements.compare import Change, Difference, compare_clauses
from vetting.agreements.terms import MatchedWords, Suggestion, suggest_terms
from vetting.documents.blocks import Figure
from vetting.documents.charts_clauses import draw_clauses
from vetting.documents.parts.clauses import OPEN, find_voided
from vetting.domain.clause_links import LINKED_PREFIXES, ClauseLinkFields, find_standing_links
from vetting.domain.errors import BadInput, EnvironmentFault, NotFound
from vetting.domain.terms import TermsFields
from vetting.usecases.clauses import split_draft
from vetting.usecases.desk import Desk
from vetting.usecases.office.case_view import WORDS, CaseView
from vetting.usecases.stored_drafts import read_stored

Marked = list[tuple[str, bool]]
"""A text in pieces; true where a rule matched the words."""


@dataclass(frozen=True)
class Pointed:
    """A clause that a rule points at for one criterion, its matched words marked."""

    clause: Clause
    suggestion: Suggestion
    about: str
    pieces: Marked


@dataclass(frozen=True)
class Row:
    """One criterion: what was decided, and the clauses that rules point at."""

    criterion: str
    question: str
    link: ClauseLinkFields | None
    suggestions: Sequence[Suggestion]

    @property
    def says(self) -> str:
        """What was decided; "open" where nothing was."""
        return self.link.says.value if self.link else OPEN


class Agreement:
    """The drafts of a case as its reader sees them; the text is read when it is asked for."""

    def __init__(self, desk: Desk, view: CaseView) -> None:
        self._desk, self._view = desk, view
        self._pack = view.appraisal.pack

    @property
    def drafts(self) -> Sequence[TermsFields]:
        """Every draft, the oldest first."""
        return self._view.dossier.terms

    @property
    def newest(self) -> TermsFields | None:
        """The draft that decisions are about."""
        return self.drafts[-1] if self.drafts else None

    def voided_by(self, draft: str) -> list[str]:
        """The criteria whose links fell when this draft was stored."""
        return find_voided(self._view.dossier, draft)

    @cached_property
    def clauses(self) -> Sequence[Clause]:
        """The clauses of the newest draft; none where its text cannot be read."""
        return self.read(self.newest) if self.newest else ()

    @cached_property
    def fault(self) -> str:
        """Why the newest draft cannot be read, if so."""
        if self.newest is None:
            return ""
        if self.newest.sha256 is None:
            return (
                "The text of this draft is not held here. Store it as a file, and its clauses can be linked."
            )
        return self.newest.unreadable or _why_not(lambda: self.clauses)

    def read(self, draft: TermsFields) -> list[Clause]:
        """The clauses of a draft; raises ``NotFound``, ``BadInput``, ``EnvironmentFault``."""
        if draft.unreadable or draft.sha256 is None:
            return []
        with self._desk.read() as work:
            return split_draft(read_stored(self._desk, work, draft))

    @cached_property
    def rows(self) -> Sequence[Row]:
        """Every criterion that a clause can answer, in the order of the pack."""
        standing = find_standing_links(self._view.dossier.clause_links, self.drafts)
        found = self._suggestions()
        return [
            Row(one, self._pack.criteria[one].question, standing.get(one), found.get(one, ()))
            for one in self._pack.criteria
            if one.startswith(LINKED_PREFIXES)
        ]

    def row(self, criterion: str) -> Row:
        """One of them; raises ``NotFound``."""
        found = next((one for one in self.rows if one.criterion == criterion), None)
        if found is None:
            raise NotFound("criterion that a clause can answer", criterion)
        return found

    def pointed(self, row: Row) -> list[Pointed]:
        """The clauses that rules point at for a criterion, in the order of the text."""
        by_id = {one.id: one for one in self.clauses}
        about = {one.id: one.about for one in self._pack.terms}
        return [
            Pointed(by_id[one.clause], one, about[one.rule], mark_words(by_id[one.clause].text, one.words))
            for one in row.suggestions
        ]

    def history(self, criterion: str) -> list[ClauseLinkFields]:
        """Everything that was decided about a criterion, the latest first, whether it still holds or not."""
        return [one for one in reversed(self._view.dossier.clause_links) if one.criterion == criterion]

    def linked_to(self) -> dict[str, list[Row]]:
        """The criteria that people linked to each clause."""
        found: dict[str, list[Row]] = {}
        for row in self.rows:
            for clause in row.link.clauses if row.link else ():
                found.setdefault(clause, []).append(row)
        return found

    def draw(self) -> Figure:
        """The coverage strip as it stands."""
        criteria = [
            {"criterion": one.criterion, "says": one.says, "clauses": one.link.clauses if one.link else []}
            for one in self.rows
        ]
        return draw_clauses([one.id for one in self.clauses], criteria, WORDS)

    def compare(self, old: str, new: str) -> list[Difference]:
        """The clauses of two drafts side by side, without those that are the same; raises ``NotFound``."""
        known = {one.id: one for one in self.drafts}
        for one in (old, new):
            if one not in known:
                raise NotFound("draft", one)
        differences = compare_clauses(self.read(known[old]), self.read(known[new]))
        return [one for one in differences if one.change is not Change.SAME]

    def _suggestions(self) -> dict[str, list[Suggestion]]:
        found: dict[str, list[Suggestion]] = {}
        if self.fault:
            return found
        for one in suggest_terms(self.clauses, self._pack.terms):
            if one.clause:
                found.setdefault(one.criterion, []).append(one)
        return found


def mark_words(text: str, words: Iterable[MatchedWords]) -> Marked:
    """A text in pieces, the matched words among them marked; overlapping places are marked once."""
    pieces, at = [], 0
    for one in sorted(words, key=lambda word: word.start):
        if one.end <= at:
            continue
        start = max(one.start, at)
        pieces += [(text[at:start], False), (text[start : one.end], True)]
        at = one.end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]


def parse_clauses(typed: str) -> list[str]:
    """The ids of clauses as somebody types them: parted by commas, semicolons or blanks."""
    return [one for one in _PARTING.split(typed) if one]


_PARTING: Final = re.compile(r"[\s,;،、]+")


def _why_not(read: Callable[[], object]) -> str:
    try:
        read()
    except (BadInput, NotFound, EnvironmentFault) as fault:
        return str(fault)
    return ""
