"""The parts of a scene: one case of an invented company, its people, evidence, answers and log."""

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.case import CaseFields
from vetting.domain.clause_links import ClauseLinkFields, Says
from vetting.domain.dossier import LogLine
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields
from vetting.domain.interests import ConflictClass, DeclarationFields
from vetting.domain.owners import OwnershipFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.people import PersonFields, Role
from vetting.domain.stages import CaseStatus, Stage, Step, StepFields
from vetting.domain.terms import TermsFields
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack
from vetting.screening.ownership import trace_ownership
from vetting.screening.ownership_json import to_json
from vetting.screening.ownership_read import read_graph

CASE = "lingua-2026"


START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@cache
def the_pack() -> Pack:
    """The default pack, read once."""
    return load_pack(find_pack("un-default"))


def after(days: int, hours: int = 0) -> datetime:
    """A time so many days after the case was opened."""
    return START + timedelta(days=days, hours=hours)


def a_case(**changes: Any) -> CaseFields:
    """A case under review, of an invented company."""
    said: dict[str, Any] = {
        "id": CASE,
        "title": "Live translation of town-hall meetings with Lingua Meridian",
        "initiating_office": "Office for Public Dialogue",
        "prospect": "lingua",
        "purpose": "Let people take part in town-hall meetings in their own language.",
        "products": ["Meridian Voice, a translation service", "Meridian Rooms, a meeting service"],
        "countries": ["KE", "PE", "JO"],
        "duration": "12 months",
        "money": "none; services worth about 40,000 dollars",
        "status": CaseStatus.UNDER_REVIEW,
        "settings": {"fast_track": "no", "value_usd": 40000, "term_months": 12},
        "pack": f"{the_pack().name}@{the_pack().version}",
        "pack_hash": the_pack().hash,
        "note": "An invented case, for tests.",
        "opened_at": START,
        "opened_by": "P-INIT",
    }
    return CaseFields(**{**said, **changes})


def an_answer(criterion: str, value: Any = None, **changes: Any) -> AnswerFields:
    """An answer of the office; ``value`` may be ``unknown`` or ``refused``."""
    state = AnswerState(value) if value in ("unknown", "refused") else AnswerState.GIVEN
    said: dict[str, Any] = {
        "case": CASE,
        "criterion": criterion,
        "answerer": "office",
        "state": state,
        "value": value if state is AnswerState.GIVEN else None,
        "by": "P-FOCAL",
        "at": after(1),
        "evidence": ["E-1"] if state is AnswerState.GIVEN else [],
        "note": "" if state is AnswerState.GIVEN else "The company was asked on 3 March.",
    }
    return AnswerFields(**{**said, **changes})


def a_finding(criterion: str, effect: str, basis: str = "answered", **changes: Any) -> FindingFields:
    """One effect of the first row of a criterion."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": f"F-{criterion}-{effect}",
        "step_number": 1,
        "stage": Stage(the_pack().stage_of(criterion)),
        "criterion": criterion,
        "effect": effect,
        "kind": effect.partition("(")[0],
        "basis": basis,
        "row": _row_of(criterion, effect),
        "because": "" if basis == "answered" else "the answer is not known",
        "read": {criterion: "unknown" if basis == "unknown" else "given"},
        "evidence": ["E-1"] if basis == "answered" else [],
        "answered_by": ["P-FOCAL"],
        "answered_at": after(1),
        "made_at": after(2),
    }
    return FindingFields(**{**said, **changes})


def _row_of(criterion: str, effect: str) -> str:
    """The effect as the pack writes it."""
    effects = the_pack().criteria[criterion].effects
    return next((one.text for one in effects if one.consequence.text == effect), f"{criterion}/1")


def some_party() -> PartyFields:
    return PartyFields(
        case=CASE,
        id="lingua",
        role=PartyRole.PROSPECT,
        name="Lingua Meridian Ltd",
        country="KE",
        registration="CPR/2014/0001",
        aliases=["Meridian Voice"],
    )


def some_people() -> list[PersonFields]:
    def person(ident: str, role: Role, title: str, name: str) -> PersonFields:
        return PersonFields(case=CASE, id=ident, roles=[role], title=title, name=name, assigned_at=START)

    return [
        person("P-INIT", Role.INITIATOR, "Project lead", "Ada Brightwater"),
        person("P-FOCAL", Role.FOCAL_POINT, "Due diligence focal point", "Tomas Oakfield"),
        person("P-OFFICER", Role.CONSULTATION_OFFICER, "Consultation officer", "Noor Fairhaven"),
        person("P-ETHICS", Role.ETHICS, "Ethics focal point", ""),
        person("P-HEAD", Role.REVIEW_COMMITTEE, "Chair of the review committee", "Ines Marlowe"),
        person("P-MEMBER", Role.REVIEW_COMMITTEE, "Member of the review committee", "Jonas Quill"),
        person("P-ASIDE", Role.REVIEW_COMMITTEE, "Member of the review committee", "Lea Thornbury"),
        person("P-HQ", Role.HEADQUARTERS, "Director at headquarters", ""),
    ]


def some_declarations() -> list[DeclarationFields]:
    return [
        DeclarationFields(
            case=CASE, id="D-1", person="P-HEAD", conflict=ConflictClass.NONE, declared_at=after(1)
        ),
        DeclarationFields(
            case=CASE,
            id="D-2",
            person="P-ASIDE",
            kind="past_employment",
            conflict=ConflictClass.ACTUAL,
            mitigation="recusal",
            declared_at=after(1),
        ),
    ]


def some_evidence() -> list[EvidenceFields]:
    held = EvidenceFields(
        case=CASE,
        id="E-1",
        kind=EvidenceKind.FILE,
        title="Proposal of the office",
        publisher="Office for Public Dialogue",
        published="2026-03-01",
        knowable_on=date(2026, 3, 1),
        quality="primary",
        sha256=hashlib.sha256(b"proposal").hexdigest(),
        size=8,
        filename="proposal.pdf",
        filed_by="P-FOCAL",
        filed_at=START,
    )
    cited = EvidenceFields(
        case=CASE,
        id="E-2",
        kind=EvidenceKind.CITATION,
        title="Yearly report on translation services",
        publisher="Institute for Plain Speech",
        published="2025",
        knowable_on=date(2025, 12, 31),
        locator="chapter 3",
        filed_by="P-FOCAL",
        filed_at=START,
    )
    return [held, cited]


def some_answers() -> list[AnswerFields]:
    return [
        an_answer("INT-01", "Programme of public dialogue, work plan 2026, item 4"),
        an_answer("INT-02", [{"side": "company", "kind": "services", "what": "translation of meetings"}]),
        an_answer("INT-03", "in_kind_contribution"),
        an_answer(
            "INT-05",
            [
                {
                    "option": "Interpreters on site",
                    "kind": "not_doing_it",
                    "human_rights_commitment": "not needed",
                    "data_terms": "not needed",
                    "why_not": "too few for three countries",
                }
            ],
        ),
        an_answer("INT-08", "no", evidence=["E-1", "E-2"]),
        an_answer("INT-10", "public_or_beneficiaries"),
        an_answer("ENT-03", "unknown"),
        an_answer("PDT-05", [{"item": "recordings", "days": 30, "deletion": "by the company"}]),
        an_answer("CNS-01", [{"consultee": "Forum for Open Meetings", "type": "civil_society",
                              "for_group": "users", "for_right": "expression", "covered": "yes"}]),
        an_answer("MON-01", [{"of": "retention-schedule", "indicator": "recordings older than 30 days",
                              "source": "yearly audit", "reporter": "company", "every_days": 90,
                              "covered": "yes"}]),
    ]  # fmt: skip


def some_owners() -> AnswerFields:
    owner = {"owner": "", "interest": "shares", "share_percent": 30, "missing_reason": "unable_to_confirm"}
    return an_answer("ENT-03", [owner], number=1, answerer="office", at=after(41))


def some_impact_answers() -> list[AnswerFields]:
    impacts = [
        {"impact": "wrong translation of a complaint", "right": "HRI-06", "group": "users", "scale": 2,
         "scope": 2, "irremediability": 1, "likelihood": 3},
        {"impact": "recordings used to find speakers", "right": "HRI-07", "group": "users at risk",
         "scale": 3, "scope": 2, "irremediability": 3, "likelihood": 2},
        {"impact": "people without a device left out", "right": "HRI-15", "group": "older people",
         "scale": 2, "scope": "unknown", "irremediability": 2, "likelihood": "unknown"},
    ]  # fmt: skip
    residual = [
        {"impact": "recordings used to find speakers", "measure": "no recordings are kept",
         "measure_state": "tested", "test": ["E-1"], "residual": 2},
    ]  # fmt: skip
    adviser = {"answerer": "hr_adviser", "at": after(10)}
    return [an_answer("HRI-17", impacts, **adviser), an_answer("HRI-37", residual, **adviser)]


def some_findings() -> list[FindingFields]:
    return [
        a_finding("INT-03", "depth(standard)"),
        a_finding("INT-10", "floor(moderate)"),
        a_finding("INT-10", "asks(PDT)"),
        a_finding("ENT-03", "floor(substantial)", "unknown"),
        a_finding("ENT-03", "gate(answer)", "unknown"),
        a_finding("PDT-05", "condition(retention-schedule)"),
    ]


def some_step(step: Step, number: int) -> StepFields:
    return StepFields(
        case=CASE, step=step, number=number, inputs="cd" * 32, stages={}, facts_hash="ef" * 32,
        finished_at=after(2),
    )  # fmt: skip


def some_gate() -> GateFields:
    return GateFields(
        case=CASE, key="ENT-03:gate(answer)", stage=Stage.ENTITY, kind="answer", owner="company",
        because="the answer is not known", opened_at=after(2),
    )  # fmt: skip


def some_terms() -> TermsFields:
    return TermsFields(
        case=CASE, id="TERMS-1", title="Draft agreement, second version", evidence="E-1",
        sha256=hashlib.sha256(b"terms").hexdigest(), summary="Twelve months, no exclusivity.",
        clauses=["1", "2", "2.1", "2.2", "2.2(a)", "3", "3.1"],
        stored_by="P-FOCAL", stored_at=after(5),
    )  # fmt: skip


def some_clause_links() -> list[ClauseLinkFields]:
    """One criterion that the draft answers, one that it contradicts against the rules, one on which it is silent."""
    words = {
        "clause": "2.1",
        "says": "answers",
        "rule": "retention-in-days",
        "words": ["deleted", "thirty days"],
    }
    passed = {"clause": "3.1", "says": "answers", "rule": "reidentification-barred", "words": ["re-identify"]}
    return [
        a_link("PDT-05", Says.ANSWERS, ["2.1"], "Thirty days, backups included.", found=[words]),
        a_link("PDT-14", Says.CONTRADICTS, ["3.1"], "It bars others, and not the company.", found=[passed]),
        a_link("PDT-05", Says.ANSWERS, ["2.1", "2.2(a)"], "The annex says so too.", found=[words], number=2),
    ]


def a_link(criterion: str, says: Says, clauses: list[str], reason: str, **more: Any) -> ClauseLinkFields:
    return ClauseLinkFields(
        **{"number": 1, **more}, case=CASE, criterion=criterion, says=says, clauses=clauses, reason=reason,
        terms="TERMS-1", terms_sha256=hashlib.sha256(b"terms").hexdigest(), linked_by="P-DPO", linked_at=after(6),
    )  # fmt: skip


STORY = (
    "CaseOpened", "PersonAssigned", "InterestDeclared", "EvidenceFiled", "QuestionAnswered",
    "StageEvaluated", "TermsStored", "LetterSent", "SubmissionReceived", "ReplyRecorded",
    "PointExtracted", "PointDisposed", "VoteCast", "CaseDecided", "CaseMoved",
)  # fmt: skip


def some_log(events: Sequence[str]) -> list[LogLine]:
    return [
        LogLine(
            index=10 + number,
            case_seq=number,
            at=after(number * 4).strftime("%Y-%m-%dT%H:%M:%SZ"),
            event=event,
            by="P-FOCAL",
            leaf_hash=hashlib.sha256(f"{number} {event}".encode()).hexdigest(),
            fields=_fields(event),
        )
        for number, event in enumerate(events, 1)
    ]


def _fields(event: str) -> dict[str, object]:
    known: dict[str, dict[str, object]] = {
        "StageEvaluated": {"step": "intake", "number": 1, "facts_hash": "ef" * 32},
        "SubmissionReceived": {"submission": "S-1", "mode": "public"},
        "CaseMoved": {"status": "under_review", "to": "decided"},
        "CaseDecided": {"outcome": "approve_with_conditions"},
    }
    return known.get(event, {})


OWNERS = "\n".join(
    json.dumps(one)
    for one in (
        {"id": "lingua", "schema": "Company", "properties": {"name": ["Lingua Meridian Ltd"]}},
        {
            "id": "holding",
            "schema": "Company",
            "properties": {"name": ["Meridian Holding"], "country": ["lu"]},
        },
        {"id": "loop", "schema": "Company", "properties": {"name": ["Loop Invest"]}},
        {"id": "ada", "schema": "Person", "properties": {"name": ["Ada Fernhill"]}},
        {
            "id": "o-1",
            "schema": "Ownership",
            "properties": {"owner": ["holding"], "asset": ["lingua"], "percentage": ["60"]},
        },
        {
            "id": "o-2",
            "schema": "Ownership",
            "properties": {"owner": ["ada"], "asset": ["holding"], "percentage": ["25-50"]},
        },
        {
            "id": "o-3",
            "schema": "Ownership",
            "properties": {"owner": ["loop"], "asset": ["holding"], "percentage": ["10"]},
        },
        {
            "id": "o-4",
            "schema": "Ownership",
            "properties": {"owner": ["holding"], "asset": ["loop"], "percentage": ["100"]},
        },
        {
            "id": "d-1",
            "schema": "Directorship",
            "properties": {"director": ["ada"], "organization": ["lingua"], "role": ["board member"]},
        },
    )
)
"""An invented ownership file: a band, a loop, a role, and 40 per cent that nobody accounts for."""


def some_ownership() -> OwnershipFields:
    """The owners of the prospect, read from the file of evidence E-OWN."""
    graph = read_graph(OWNERS.encode(), "2026-03-01")
    return OwnershipFields(
        case=CASE,
        id="OWN-1",
        party="lingua",
        of="Lingua Meridian Ltd",
        evidence="E-OWN",
        sha256=hashlib.sha256(OWNERS.encode()).hexdigest(),
        as_of=date(2026, 3, 1),
        told=to_json(trace_ownership(graph, "lingua")),
        stored_by="P-FOCAL",
        stored_at=after(1),
    )


def some_owners_file() -> EvidenceFields:
    """The evidence that holds the ownership file."""
    content = OWNERS.encode()
    return EvidenceFields(
        case=CASE,
        id="E-OWN",
        kind=EvidenceKind.FILE,
        title="Extract of the company register",
        publisher="Register of companies",
        knowable_on=date(2026, 3, 1),
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        filename="owners.jsonl",
        filed_by="P-FOCAL",
        filed_at=START,
    )
