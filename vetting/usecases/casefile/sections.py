"""What a case file may say, section by section, in its long form.

``forms`` brings the short forms that people write into this form; ``schema`` publishes it; every
description below is read by people in the schema and in the template.

- Unknown keys are faults.
- Every item has ``by`` and ``at``; where the file leaves them out, ``forms`` fills in the defaults.
"""

from typing import Any, Literal

from pydantic import Field, model_validator

from vetting.domain.answers import AnswerState
from vetting.domain.clause_links import Says
from vetting.domain.commands import LetterLanguage
from vetting.domain.evidence import EvidenceKind
from vetting.domain.interests import ConflictClass, Mitigation
from vetting.domain.parties import PartyRole
from vetting.domain.people import Role
from vetting.usecases.casefile.base import Item, Section
from vetting.usecases.casefile.deciding import Decision, GrantedException, Reopening, Vote, Withdrawal
from vetting.usecases.casefile.judging import Judgement
from vetting.usecases.casefile.letters import (
    Assessed,
    Correction,
    Extension,
    Letter,
    LetterDraft,
    Release,
    Reply,
    Settlement,
)
from vetting.usecases.casefile.scalars import Amount, CaseIdent, Day, Ident, Moment, Switch, Text, misfit
from vetting.usecases.casefile.voices import (
    Contest,
    LaterDisposition,
    LaterPoint,
    Submission,
)


class CaseHead(Item):
    """The case as a whole, and what holds for the file where an item says nothing else."""

    id: CaseIdent = Field(description="The id of the case: letters, digits, dots, dashes.")
    title: Text = Field(description="What the case is called.")
    as_of: Day = Field(description="The day at which the file stops; nothing later may stand in it.")
    pack: Text = Field("un-default", description="The policy pack: a name, or name@version.")
    note: str = Field("", description="Where the material is from; printed on the record.")
    exercise: bool = Field(default=False, description="Whether this is an exercise and no act of an office.")


class Proposal(Section):
    """What is proposed."""

    office: Text = Field(description="The office that proposes the partnership.")
    purpose: str = Field("", description="What the partnership is for.")
    products: list[Text] = Field(default=[], description="The products and services it is about.")
    countries: list[Text] = Field(default=[], description="Where it would run.")
    duration: str = Field("", description="For how long.")
    money: str = Field("", description="What is paid by whom, in words.")
    fast_track: Switch | None = Field(None, description="Whether fast track is asked for: yes or no.")
    value_usd: Amount | None = Field(None, description="The value of all contributions in US dollars.")
    term_months: Amount | None = Field(None, description="The term of the agreement in months.")

    @property
    def settings(self) -> dict[str, Any]:
        """The facts of the case itself that the rules read, as far as they are given."""
        given = {
            "fast_track": self.fast_track,
            "value_usd": self.value_usd,
            "term_months": self.term_months,
        }
        return {name: value for name, value in given.items() if value is not None}


class Declaration(Item):
    """An interest that a person declares, or that there is none."""

    id: Ident = Field(description="The id of the declaration; made from the person's where left out.")
    kind: Text = Field("none", description="An item of the pack's list interest_kinds.")
    conflict: ConflictClass = Field(
        ConflictClass.UNCLASSED, description="How the ethics focal point classed it."
    )
    mitigation: Mitigation | Literal[""] = Field("", description="What mitigates it: recusal, disclosure …")
    mitigation_ends_on: Day | None = Field(None, description="The last day of what mitigates it.")
    entity: str = Field(
        "", description="With whom: a party of the case by id, or a name. Ethics alone reads it."
    )
    what: str = Field("", description="What the interest is. Ethics alone reads it.")
    amount: str = Field("", description="Its amount or value. Ethics alone reads it.")
    relation: str = Field("", description="Whose it is: own, spouse, child … Ethics alone reads it.")
    starts_on: Day | None = Field(None, description="The day on which the interest began.")
    ends_on: Day | None = Field(None, description="The day on which the interest ends.")


class LaterDeclaration(Declaration):
    """What a person who is already on the case declares."""

    person: Ident = Field(description="Who declares it.")


class Classing(Item):
    """How the ethics focal point classes a declaration."""

    conflict: ConflictClass = Field(description="none, perceived, potential or actual.")
    mitigation: Mitigation | Literal[""] = Field("", description="What mitigates it: recusal, disclosure …")
    mitigation_ends_on: Day | None = Field(None, description="The last day of what mitigates it.")
    reason: str = Field(
        "", description="Why; needed where nothing is done against it. Ethics alone reads it."
    )


class Person(Item):
    """A person on the case, by roles; the name may stay out."""

    roles: list[Role] = Field(min_length=1, description="What the person is on this case.")
    title: str = Field("", description="The function, never a name.")
    name: str = Field("", description="The name, if it is needed; it is protected.")
    declarations: list[Declaration] = Field(default=[], description="What the person declares; or 'none'.")


class Party(Item):
    """A company, owner or body the case is about."""

    role: PartyRole = Field(description="What the party is here; one party is the prospect.")
    name: Text = Field(description="Its legal name, in its own script.")
    country: str = Field("", description="ISO 3166-1 alpha-2, or 001 for the world.")
    registration: str = Field("", description="Its number in a register, with the register.")
    identifiers: list[Text] = Field(default=[], description="LEI, stock exchange code and the like.")
    aliases: list[Text] = Field(default=[], description="Other names in use.")
    former_names: list[Text] = Field(default=[], description="Names it once had.")
    note: str = Field("", description="What a reader should know of it.")
    language: LetterLanguage = Field(
        "",
        description="In which language letters to it are framed: en, fr, es, ru, zh or ar; English by default.",
    )


class Evidence(Item):
    """A source: a file that is held, a citation, or what the office knows of its own plan."""

    file: Text | None = Field(None, description="The path of a file beside the case file; it is kept.")
    citation: Text | None = Field(None, description="The title of a source that is cited, not held.")
    own_knowledge: Text | None = Field(None, description="What the office knows of its own plan.")
    title: str = Field("", description="The title of a file.")
    publisher: str = Field("", description="Who published it.")
    published: str = Field("", description="The date as printed: a day, a month or a range.")
    knowable_on: Day = Field(description="From which day it could be known; of a month, its last day.")
    locator: str = Field("", description="Page, paragraph or address.")
    quality: str = Field("secondary", description="primary, secondary or self-declared.")
    note: str = Field("", description="What it shows, in plain words.")

    @model_validator(mode="after")
    def _is_one_kind(self) -> "Evidence":
        if sum(one is not None for one in (self.file, self.citation, self.own_knowledge)) != 1:
            raise misfit(
                "it is not clear what kind of evidence this is.",
                "Write exactly one of file, citation and own_knowledge.",
            )
        if self.file is not None and not self.title.strip():
            raise misfit("the file has no title.", "Add a title that says what it is.")
        return self

    @property
    def kind(self) -> EvidenceKind:
        """How it is held."""
        if self.file is not None:
            return EvidenceKind.FILE
        return EvidenceKind.CITATION if self.citation is not None else EvidenceKind.OWN_KNOWLEDGE

    @property
    def heading(self) -> str:
        """Its title, whatever its kind."""
        return self.citation or self.own_knowledge or self.title


class Answer(Item):
    """One answer to one criterion; of several of one answerer the latest holds."""

    answer: Any = Field(description="The value in the criterion's type; or unknown, refused, not_applicable.")
    evidence: list[Ident] = Field(default=[], description="The evidence it rests on.")
    note: str = Field("", description="Who was asked and when; the reason of a not_applicable.")
    answerer: str = Field("", description="For whom it is entered; by default the first who should answer.")
    countersigned_by: Ident | None = Field(None, description="Who countersigned a not_applicable.")

    @property
    def state(self) -> AnswerState:
        """How the question was answered."""
        for state in (AnswerState.UNKNOWN, AnswerState.REFUSED, AnswerState.NOT_APPLICABLE):
            if self.answer == state.value:
                return state
        return AnswerState.GIVEN


class Review(Item):
    """A second person has read the answer that stands at that time."""

    answerer: str = Field("", description="Whose answer was read; by default that of the first who answered.")
    note: str = Field("", description="What the reviewer notes.")


class Countersigning(Item):
    """A second person agrees to the answers of triage as they stand at that time."""

    seen: str = Field("", description="The basis that was shown; refused where an answer changed since.")


class Terms(Item):
    """A draft of the agreement."""

    title: Text = Field(description="What the draft is called.")
    evidence: Ident = Field(description="The evidence that holds its text.")
    summary: str = Field("", description="What it says, in a few sentences.")


class ClauseLink(Item):
    """Which clauses of the newest draft answer or contradict a criterion, or that none speaks to it."""

    terms: Ident = Field(description="The draft that was read; it must be the newest.")
    says: Says = Field(description="answers, contradicts or absent.")
    clauses: list[Text] = Field(default=[], description="The ids of the clauses; none for absent.")
    reason: Text = Field(description="Why, in a sentence.")


class Owners(Item):
    """Who owns a party: read from a file of BODS 0.4 or FollowTheMoney that is held as evidence."""

    evidence: Ident = Field(description="The evidence that holds the file.")
    as_of: Day = Field(description="The day for which the owners are read.")
    party: str = Field("", description="The party of the case; by default the prospect.")
    of: str = Field("", description="The party in the file, by name or id; by default its name.")


class Acts(Section):
    """The sections in which people act; each may stay out.

    Declarations, points, dispositions and replies stand inside the item they belong to; those that
    come to a case after that item stand in the sections of these names.
    """

    people: dict[Ident, Person] = Field(default={}, description="The people on the case, by id.")
    parties: dict[Ident, Party] = Field(default={}, description="The parties, by id.")
    evidence: dict[Ident, Evidence] = Field(default={}, description="The evidence, by id.")
    answers: dict[Ident, list[Answer]] = Field(default={}, description="The answers, by criterion.")
    contests: dict[Ident, Contest] = Field(
        default={}, description="Contests of triage answers, by criterion."
    )
    reviews: dict[Ident, Review] = Field(default={}, description="Reviews of answers, by criterion.")
    countersigning: Countersigning | None = Field(
        None, description="Where a second person agrees to the answers of triage."
    )
    declarations: dict[Ident, LaterDeclaration] = Field(
        default={}, description="What people declare later, by the id of the declaration."
    )
    classings: dict[Ident, Classing] = Field(
        default={}, description="How declarations are classed, by the id of the declaration."
    )
    terms: dict[Ident, Terms] = Field(default={}, description="Drafts of the agreement, by id.")
    clauses: dict[Ident, ClauseLink] = Field(
        default={}, description="Which clauses of the draft answer which criterion, by criterion."
    )
    ownership: dict[Ident, Owners] = Field(default={}, description="Who owns a party, by id.")
    submissions: dict[Ident, Submission] = Field(default={}, description="Submissions, by id.")
    points: dict[Ident, LaterPoint] = Field(default={}, description="Points taken out later, by id.")
    dispositions: dict[Ident, LaterDisposition] = Field(
        default={}, description="What became of points later, by the id of the point."
    )
    releases: dict[Ident, Release] = Field(
        default={}, description="Leave to put a point of few to the company, by the id of the point."
    )
    letter_drafts: dict[Ident, LetterDraft] = Field(
        default={}, description="Letters before they are sent, by the id of the letter."
    )
    letters: dict[Ident, Letter] = Field(default={}, description="Letters to the company, by id.")
    replies: dict[Ident, Reply] = Field(
        default={}, description="Replies that came later, by the id of the letter."
    )
    extensions: dict[Ident, Extension] = Field(
        default={}, description="More time for a reply, by the id of the letter."
    )
    assessments: dict[Ident, Assessed] = Field(
        default={}, description="How answers of the company are assessed, by an id."
    )
    corrections: dict[Ident, Correction] = Field(
        default={}, description="Corrections of fact that the company asks for, by id."
    )
    settlements: dict[Ident, Settlement] = Field(
        default={}, description="What the office said to corrections, by their id."
    )
    judgements: dict[Ident, Judgement] = Field(
        default={}, description="Rulings on matches of a screening, by the id of the match."
    )
    exceptions: dict[Ident, GrantedException] = Field(
        default={}, description="Exceptions from stops, by criterion."
    )
    votes: dict[Ident, Vote] = Field(default={}, description="Votes, by the person's id.")
    decision: Decision | None = Field(None, description="The decision, where there is one.")
    withdrawal: Withdrawal | None = Field(None, description="Where the proposal was taken back.")
    reopening: Reopening | None = Field(None, description="Where a decided case is taken up again.")


class ActHead(Section):
    """What holds for a file of further acts where an item says nothing else."""

    id: CaseIdent | None = Field(None, description="The case the acts belong to.")
    by: Ident | None = Field(None, description="Who acts, where an item does not say it.")
    at: Moment | None = Field(None, description="When, where an item does not say it; by default now.")


class WholeActs(Acts):
    """A file of further acts on a case."""

    case: ActHead = Field(default=ActHead(id=None, by=None, at=None), description="The defaults of the file.")


class WholeCase(Acts):
    """A case file."""

    case: CaseHead = Field(description="The case as a whole, and the defaults of the file.")
    proposal: Proposal = Field(description="What is proposed.")
