"""Scenes for tests: dossiers that say their stage, with the evaluation and log that go with them.

All companies, people and events here are invented.
"""

import dataclasses
import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from vetting.documents.citation import LogCitation
from vetting.documents.record import assemble_record
from vetting.domain.answers import AnswerFields, AnswerState
from vetting.domain.case import CaseFields
from vetting.domain.consultation import Disposition, PointFields, SubmissionFields, SubmissionMode
from vetting.domain.decisions import Ballot, ConditionFields, DecisionFields, Outcome, VoteFields
from vetting.domain.dossier import Dossier, LogLine
from vetting.domain.evidence import EvidenceFields, EvidenceKind
from vetting.domain.findings import FindingFields
from vetting.domain.gates import GateFields
from vetting.domain.parties import PartyFields, PartyRole
from vetting.domain.people import ConflictClass, DeclarationFields, PersonFields, Role
from vetting.domain.replies import LetterFields, ReplyState
from vetting.domain.stages import CaseStatus, Stage, Step, StepFields
from vetting.domain.terms import TermsFields
from vetting.policy.load import find_pack, load_pack
from vetting.policy.pack import Pack

CASE = "lingua-2026"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
RANKS = ("low", "moderate", "substantial", "high")


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


def a_submission(
    ident: str, mode: SubmissionMode = SubmissionMode.PUBLIC, **changes: Any
) -> SubmissionFields:
    """A submission of an invented organisation."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": ident,
        "mode": mode,
        "group": "civil_society",
        "language": "en",
        "submitter": "Forum for Open Meetings",
        "text": "Say in the agreement that recordings of meetings are not kept.",
        "received_at": after(20),
    }
    return SubmissionFields(**{**said, **changes})


def a_point(ident: str, submission: str, **changes: Any) -> PointFields:
    """A point of a submission, accepted."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": ident,
        "submission": submission,
        "text": "Recordings should not be kept",
        "criteria": ["PDT-05"],
        "disposition": Disposition.ACCEPTED,
        "reason": "The retention schedule now says so.",
        "changed": "condition retention-schedule",
        "disposed_by": "P-OFFICER",
        "disposed_at": after(30),
    }
    return PointFields(**{**said, **changes})


def a_dossier(**changes: Any) -> Dossier:
    """A case under review, without a decision, with one part of each early kind."""
    dossier = Dossier(
        case=a_case(),
        parties=[_party()],
        people=_people(),
        declarations=_declarations(),
        evidence=_evidence(),
        answers=_answers(),
        steps=[_step(Step.INTAKE, 1)],
        findings=_findings(),
        gates=[_gate()],
        log=_log(["CaseOpened", "PersonAssigned", "EvidenceFiled", "QuestionAnswered", "StageEvaluated"]),
    )
    return dataclasses.replace(dossier, **changes)


def a_decided_dossier(**changes: Any) -> Dossier:
    """A case decided with conditions: consultation, letter and reply, votes with a dissent and a recusal."""
    dossier = dataclasses.replace(
        a_dossier(),
        case=a_case(status=CaseStatus.DECIDED),
        answers=[*_answers(), _owners(), *_impact_answers()],
        terms=[_terms()],
        submissions=_submissions(),
        points=_points(),
        letters=[_letter()],
        votes=_votes(),
        decision=a_decision(),
        conditions=[_condition()],
        gates=[],
        findings=[one for one in _findings() if one.basis == "answered"],
        log=_log(_STORY),
    )
    return dataclasses.replace(dossier, **changes)


def a_decision(**changes: Any) -> DecisionFields:
    """An approval with conditions, as suggested, with both signatures."""
    said: dict[str, Any] = {
        "case": CASE,
        "outcome": Outcome.APPROVE_WITH_CONDITIONS,
        "decided_by": "P-HEAD",
        "decided_at": after(60),
        "reasons": {"PDT-05": "The schedule binds before launch.", "INT-10": "Accounts stay optional."},
        "summary": "The service serves the mandate, and its risks are bounded by a condition that can be tested.",
        "benefits": "People take part in their own language. No severe harm is offset by this benefit.",
        "alternatives": ["Interpreters for every meeting", "Not doing it"],
        "valid_until": date(2027, 5, 1),
        "re_review_on": date(2026, 11, 1),
        "plan_signed_by": "P-HEAD",
        "risk_signed_by": "P-HQ",
        "suggested": Outcome.APPROVE_WITH_CONDITIONS,
        "evaluation": "sha256:" + "ab" * 32,
        "level": "moderate",
        "authority": 2,
    }
    return DecisionFields(**{**said, **changes})


def an_evaluation(dossier: Dossier, **changes: Any) -> dict[str, Any]:
    """The evaluation that agrees with the findings of a dossier, as JSON."""
    floors = [one for one in dossier.findings if one.kind == "floor"]
    asked = {one.criterion for one in dossier.answers} | {"INT-14"}
    unanswered = sorted(asked - {one.criterion for one in dossier.answers}) if dossier.gates else []
    at_least = _highest(floors)
    said = {
        "depth": "standard",
        "level": {
            "established": _highest([one for one in floors if one.basis == "answered"]),
            "at_least": at_least,
            "could_be": "high" if unanswered else at_least,
            "because": sorted({one.criterion for one in floors if one.effect == f"floor({at_least})"}),
        },
        "authority": 2,
        "admissible": ["defer", "refuse"]
        if dossier.gates
        else ["approve_with_conditions", "defer", "refuse"],
        "suggested": "defer" if dossier.gates else "approve_with_conditions",
        "fired": _effects([one for one in dossier.findings if one.kind != "gate"]),
        "gates_open": _effects([one for one in dossier.findings if one.kind == "gate"]),
        "unknown": sorted({a.criterion for a in dossier.answers if a.state is AnswerState.UNKNOWN}),
        "unanswered": unanswered,
        "ask_next": unanswered,
        "conditions": sorted({one.effect[10:-1] for one in dossier.findings if one.kind == "condition"}),
        "stages": {stage.id: _stage(stage.id, asked, unanswered, dossier) for stage in the_pack().stages},
    }
    return {**said, **changes}


def a_citation(**changes: Any) -> LogCitation:
    """A checkpoint of an invented log."""
    said: dict[str, Any] = {
        "origin": "vetting.example/log",
        "size": 128,
        "root": hashlib.sha256(b"root").hexdigest(),
        "checkpoint_text": "vetting.example/log\n128\nq83vEjRWeJA=\n\n— vetting.example/log c2lnbmF0dXJl\n",
        "key_fingerprint": "sha256:" + hashlib.sha256(b"key").hexdigest(),
    }
    return LogCitation(**{**said, **changes})


# ------------------------------------------------------------------------------------------- the parts


def _party() -> PartyFields:
    return PartyFields(
        case=CASE,
        id="lingua",
        role=PartyRole.PROSPECT,
        name="Lingua Meridian Ltd",
        country="KE",
        registration="CPR/2014/0001",
        aliases=["Meridian Voice"],
    )


def _people() -> list[PersonFields]:
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


def _declarations() -> list[DeclarationFields]:
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


def _evidence() -> list[EvidenceFields]:
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


def _answers() -> list[AnswerFields]:
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


def _owners() -> AnswerFields:
    owner = {"owner": "", "interest": "shares", "share_percent": 30, "missing_reason": "unable_to_confirm"}
    return an_answer("ENT-03", [owner], number=1, answerer="office", at=after(41))


def _impact_answers() -> list[AnswerFields]:
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


def _findings() -> list[FindingFields]:
    return [
        a_finding("INT-03", "depth(standard)"),
        a_finding("INT-10", "floor(moderate)"),
        a_finding("INT-10", "asks(PDT)"),
        a_finding("ENT-03", "floor(substantial)", "unknown"),
        a_finding("ENT-03", "gate(answer)", "unknown"),
        a_finding("PDT-05", "condition(retention-schedule)"),
    ]


def _step(step: Step, number: int) -> StepFields:
    return StepFields(
        case=CASE, step=step, number=number, inputs="cd" * 32, stages={}, facts_hash="ef" * 32,
        finished_at=after(2),
    )  # fmt: skip


def _gate() -> GateFields:
    return GateFields(
        case=CASE, key="ENT-03:gate(answer)", stage=Stage.ENTITY, kind="answer", owner="company",
        because="the answer is not known", opened_at=after(2),
    )  # fmt: skip


def _terms() -> TermsFields:
    return TermsFields(
        case=CASE, id="TERMS-1", title="Draft agreement, second version", evidence="E-1",
        sha256=hashlib.sha256(b"terms").hexdigest(), summary="Twelve months, no exclusivity.",
        stored_by="P-FOCAL", stored_at=after(5),
    )  # fmt: skip


def _submissions() -> list[SubmissionFields]:
    return [
        a_submission("S-1"),
        a_submission(
            "S-2",
            SubmissionMode.CONFIDENTIAL,
            submitter="Mira Stonebridge",
            group="academia",
            text="I worked on the service; recordings were kept for years.",
        ),
        a_submission("S-3", SubmissionMode.ANONYMOUS, submitter="", language="ar", text="أخشى أن يُعرَف صوتي."),
    ]


def _points() -> list[PointFields]:
    return [
        a_point("PT-1", "S-1"),
        a_point(
            "PT-2",
            "S-2",
            text="Past retention differed from what was promised",
            disposition=Disposition.PARTLY_ACCEPTED,
            reason="The audit clause covers it.",
            changed="condition retention-schedule",
        ),
        a_point(
            "PT-3",
            "S-3",
            text="Voices could be recognised",
            criteria=["PDT-14"],
            disposition=Disposition.NOT_ACCEPTED,
            reason="No voice profile is made; the test of 1 April shows it.",
            changed="",
        ),
    ]


def _letter() -> LetterFields:
    return LetterFields(
        case=CASE,
        id="L-1",
        reference="OPD/2026/11",
        sent_at=after(15),
        due=date(2026, 5, 16),
        findings=["ENT-03"],
        facts="The register of owners does not name the owner of 30 per cent of the shares.",
        questions=["Who owns the shares held by the trust?", "Since when?"],
        reply_state=ReplyState.IN_PART,
        replied_at=after(40),
        replies=["A trust for the staff.", ""],
        evidence=["E-2"],
    )


def _votes() -> list[VoteFields]:
    return [
        VoteFields(case=CASE, person="P-HEAD", ballot=Ballot.FOR, cast_at=after(59)),
        VoteFields(
            case=CASE,
            person="P-MEMBER",
            ballot=Ballot.AGAINST,
            dissent="One condition is not enough: the owner of 30 per cent is still not named.",
            cast_at=after(59),
        ),
        VoteFields(case=CASE, person="P-ASIDE", ballot=Ballot.RECUSED, cast_at=after(59)),
    ]


def _condition() -> ConditionFields:
    template = the_pack().conditions["retention-schedule"]
    return ConditionFields(
        case=CASE,
        id="retention-schedule",
        text=template["text"],
        owner=template["owner"],
        due=template["due"],
        test=template["test"],
        consequence=template["consequence"],
        criteria=["PDT-05"],
        points=["PT-1"],
        set_at=after(60),
    )


_STORY = (
    "CaseOpened", "PersonAssigned", "InterestDeclared", "EvidenceFiled", "QuestionAnswered",
    "StageEvaluated", "TermsStored", "LetterSent", "SubmissionReceived", "ReplyRecorded",
    "PointExtracted", "PointDisposed", "VoteCast", "CaseDecided", "CaseMoved",
)  # fmt: skip


def _log(events: Sequence[str]) -> list[LogLine]:
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


# -------------------------------------------------------------------------------------- the evaluation


def _highest(floors: list[FindingFields]) -> str:
    names = [one.effect[6:-1] for one in floors]
    return max(names, key=RANKS.index, default="low")


def _effects(findings: list[FindingFields]) -> dict[str, dict[str, str]]:
    effects: dict[str, dict[str, str]] = {}
    for one in findings:
        effects.setdefault(one.criterion, {})[one.effect] = one.basis
    return effects


def _stage(stage: str, asked: set[str], unanswered: list[str], dossier: Dossier) -> dict[str, Any]:
    here = [one.id for one in the_pack().in_stage(stage) if one.id in asked]
    gates = [one.key for one in dossier.gates if one.stage == stage]
    left = [one for one in here if one in unanswered]
    status = "incomplete" if left or gates else ("complete" if here else "not_asked")
    return {"status": status, "asked": here, "unanswered": left, "gates": gates}


@cache
def a_small_pack() -> Pack:
    """The default pack cut down to the questions of these scenes, with a hash that never changes."""
    pack = the_pack()
    asked = {one.criterion for one in (*_answers(), *_impact_answers())} | {"INT-14", "PDT-14"}
    kept = {name: one for name, one in pack.criteria.items() if name in asked}
    sources = {key for one in kept.values() for key in one.sources}
    return dataclasses.replace(
        pack,
        hash="sha256:" + "5" * 64,
        criteria=kept,
        stages=tuple(one for one in pack.stages if one.id in {known.stage for known in kept.values()}),
        sources={key: one for key, one in pack.sources.items() if key in sources},
    )


def a_record(dossier: Dossier, edition: str = "auditor") -> dict[str, Any]:
    """The record of a scene under the small pack."""
    pack = a_small_pack()
    case = dossier.case.model_copy(update={"pack_hash": pack.hash})
    scene = dataclasses.replace(dossier, case=case)
    return assemble_record(scene, pack, an_evaluation(scene), a_citation(), edition)
