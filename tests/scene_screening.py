"""The screening of a scene: two lists of invented entries, three matches, and what people ruled."""

import hashlib
from typing import Any

from tests.scene_parts import CASE, after
from vetting.domain.judgements import JudgementFields, Verdict
from vetting.domain.screenings import (
    ListKind,
    ListUsed,
    MatchFields,
    ReasonShown,
    ScreeningRunFields,
    Subject,
)


def a_list(source: str, kind: ListKind = ListKind.UN_SANCTIONS, **changes: Any) -> ListUsed:
    """A list of 700 entries, dated on the day before the run."""
    said: dict[str, Any] = {
        "source": source,
        "kind": kind,
        "layout": "ftm",
        "version": hashlib.sha256(source.encode()).hexdigest(),
        "list_date": "2026-03-03",
        "entries": 700,
        "names": 1900,
        "rejected": 0,
        "loaded_at": "2026-03-03T06:00:00Z",
    }
    return ListUsed(**{**said, **changes})


def a_run(**changes: Any) -> ScreeningRunFields:
    """A run over all names of the case."""
    said: dict[str, Any] = {
        "case": CASE,
        "number": 1,
        "at": after(2),
        "scope": "all",
        "engine": "builtin",
        "engine_version": "1",
        "alert": 0.8,
        "show": 0.6,
        "max_age_days": 90,
        "index": "idx-1",
        "lists": [a_list("un_sc_fictional"), a_list("national_fictional", ListKind.SANCTIONS, rejected=2)],
        "subjects": [
            Subject(id="lingua", where="party lingua", kind="organisation", names=("Lingua Meridian Ltd",))
        ],
        "found": ["M-1", "M-2", "M-3"],
        "basis": "b",
    }
    return ScreeningRunFields(**{**said, **changes})


def a_match(ident: str, name: str, **changes: Any) -> MatchFields:
    """An entry of the first list that looks like the prospect."""
    said: dict[str, Any] = {
        "case": CASE,
        "id": ident,
        "subject": "lingua",
        "subject_where": "party lingua",
        "subject_name": "Lingua Meridian Ltd",
        "fingerprint": "f1",
        "source": "un_sc_fictional",
        "list_kind": ListKind.UN_SANCTIONS,
        "list_version": hashlib.sha256(b"un_sc_fictional").hexdigest(),
        "list_date": "2026-03-03",
        "entity": f"x-{ident}",
        "entity_name": name,
        "entity_kind": "organisation",
        "entity_reference": "FIC.001",
        "entity_listed_on": "2019-05-04",
        "entity_hash": "e1",
        "score": 0.87654,
        "alert": True,
        "reasons": [
            ReasonShown(comparison="name", points=0.9, sentence="Two of three words are the same."),
            ReasonShown(comparison="country", points=-0.1, sentence="The countries differ: KE and ZZ."),
        ],
        "first_run": 1,
        "last_run": 1,
    }
    return MatchFields(**{**said, **changes})


def a_judgement(match: str, verdict: Verdict, reason: str, **changes: Any) -> JudgementFields:
    """A ruling of the focal point, countersigned by the adviser on ethics."""
    said: dict[str, Any] = {
        "case": CASE,
        "number": 1,
        "match": match,
        "verdict": verdict,
        "reason_code": reason,
        "text": "The register of companies shows two bodies.",
        "by": "P-FOCAL",
        "at": after(4),
        "second_by": "P-ETHICS",
        "fingerprint": "f1",
        "source": "un_sc_fictional",
        "entity": f"x-{match}",
        "entity_hash": "e1",
        "score": 0.87654,
    }
    return JudgementFields(**{**said, **changes})


def some_matches() -> list[MatchFields]:
    """One ruled false, one changed since its ruling, one that waits."""
    return [
        a_match("M-1", "Lingua Meridian Cooperative"),
        a_match("M-2", "Meridian Lingua Trading", entity_hash="e2"),
        a_match("M-3", "Lingua Meridiana", score=0.65, alert=False, source="national_fictional"),
    ]


def some_judgements() -> list[JudgementFields]:
    """What was ruled of the first two."""
    return [
        a_judgement("M-1", Verdict.FALSE, "other_identifier"),
        a_judgement("M-2", Verdict.UNDECIDED, "answer_awaited", number=2, second_by=None),
    ]
