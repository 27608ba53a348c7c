"""Screening: with which lists the names of the case were compared, what looked alike, and who ruled on it.

- A match is a likeness that a person has to rule on; nothing here says that a party is on a list.
- Every judgement stands, also one that was given in another case or before a side changed.
- The public edition names a listed party only where a person ruled the match true.
- Scores are decimal text, since a record has no floats.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import Text, to_instant, to_text
from vetting.domain.judgements import (
    REASONS,
    JudgementFields,
    Standing,
    Verdict,
)
from vetting.domain.recusals import find_standing_judgement
from vetting.domain.screenings import ListUsed, MatchFields, MatchState, ReasonShown, ScreeningRunFields
from vetting.screening.used_lists import find_used_faults, why_used_not_clear


def assemble_screening(material: Material) -> dict[str, Any]:
    """Every run of the screening, and every match with its standing and its judgements."""
    dossier = material.dossier
    return {
        "runs": [_run(material, one) for one in dossier.screenings],
        "doubts": [to_text(one) for one in _doubts(material)],
        "matches": [_match(material, one) for one in dossier.matches],
    }


def _doubts(material: Material) -> list[str]:
    """Why finding nothing in the last run proves nothing on the day of the record."""
    if not material.dossier.screenings:
        return []
    run = material.dossier.screenings[-1]
    found = find_used_faults(run.lists, material.dated.date(), run.max_age_days)
    return list(dict.fromkeys([*found, *run.faults]))


def _run(material: Material, run: ScreeningRunFields) -> dict[str, Any]:
    return {
        "number": run.number,
        "at": to_instant(run.at),
        "scope": run.scope,
        "engine": run.engine,
        "engine_version": run.engine_version,
        "alert": _decimal(run.alert),
        "show": _decimal(run.show),
        "max_age_days": run.max_age_days,
        "index": run.index,
        "lists": [_list(one, material.dated.date(), run.max_age_days) for one in run.lists],
        "compared": [{"id": one.id, "where": one.where, "names": len(one.names)} for one in run.subjects],
        **{name: list(getattr(run, name)) for name in ("found", "changed", "gone")},
    }


def _list(used: ListUsed, on: date, max_age_days: int) -> dict[str, Any]:
    """A list as it was used; why it proves nothing by the day of the record, if so."""
    named = ("source", "layout", "list_date", "entries", "names", "rejected", "truncated", "loaded_at")
    return {
        **{name: getattr(used, name) for name in named},
        "kind": used.kind.value,
        "hash": f"sha256:{used.version}" if used.version else None,
        "age_days": (on - date.fromisoformat(used.list_date)).days if used.list_date else None,
        "fault": to_text(why_used_not_clear(used, on, max_age_days) or ""),
    }


def _match(material: Material, match: MatchFields) -> dict[str, Any]:
    dossier = material.dossier
    standing = find_standing_judgement(dossier, match)
    shown = _Shown(material, f"screening/{match.id}", is_true=standing.verdict is Verdict.TRUE)
    return {
        "id": match.id,
        "subject": match.subject,
        "where": match.subject_where,
        "name": shown.text("name", match.subject_name),
        "listed": _listed(match, shown),
        "score": _decimal(match.score),
        "alert": match.alert,
        "leads_to_stop": match.leads_to_stop,
        "alike": _reasons(shown, "alike", (one for one in match.reasons if one.points > 0)),
        "unlike": _reasons(shown, "unlike", (one for one in match.reasons if one.points <= 0)),
        "state": match.state.value,
        "first_run": match.first_run,
        "last_run": match.last_run,
        **_standing(material, match, standing, shown),
    }


class _Shown:
    """Texts about one match, as an edition shows them."""

    def __init__(self, material: Material, where: str, *, is_true: bool) -> None:
        self._redactor, self._where, self._is_true = material.redactor, where, is_true

    def text(self, name: str, text: str, language: str = "und") -> Text:
        said = to_text(text, language)
        return self._redactor.show_match(f"{self._where}/{name}", said, is_true=self._is_true)


def _listed(match: MatchFields, shown: _Shown) -> dict[str, Any]:
    return {
        "source": match.source,
        "kind": match.list_kind.value,
        "list_date": match.list_date,
        "hash": f"sha256:{match.list_version}" if match.list_version else None,
        "entity": shown.text("entity", match.entity),
        "name": shown.text("listed", match.entity_name),
        "reference": shown.text("reference", match.entity_reference),
        "listed_on": match.entity_listed_on,
    }


def _reasons(shown: _Shown, side: str, reasons: Iterable[ReasonShown]) -> list[dict[str, Any]]:
    return [
        {
            "comparison": one.comparison,
            "points": _decimal(one.points),
            "text": shown.text(f"{side}/{one.comparison}", one.sentence, "en"),
        }
        for one in reasons
    ]


def _standing(material: Material, match: MatchFields, standing: Standing, shown: _Shown) -> dict[str, Any]:
    """How the match stands, and every judgement of it, the one that was recalled included."""
    told = [one for one in material.dossier.judgements if one.match == match.id]
    if standing.judgement is not None and standing.judgement not in told:
        told = [standing.judgement, *told]
    return {
        "standing": standing.kind.value,
        "verdict": standing.verdict.value if standing.verdict else None,
        "waits": match.state is MatchState.STANDS and standing.verdict is None,
        "judgements": [_judgement(material, one, shown) for one in told],
    }


def _judgement(material: Material, judgement: JudgementFields, shown: _Shown) -> dict[str, Any]:
    own = judgement.case == material.dossier.case.id
    return {
        "number": judgement.number,
        "own": own,
        "case": None if own or material.redactor.is_public else judgement.case,
        "verdict": judgement.verdict.value,
        "reason": judgement.reason_code,
        "reason_text": to_text(REASONS[judgement.verdict][judgement.reason_code]),
        "text": shown.text(f"judgements/{judgement.number}", judgement.text, "en"),
        "by": judgement.by,
        "second_by": judgement.second_by,
        "at": to_instant(judgement.at),
        "score": _decimal(judgement.score),
    }


def _decimal(number: float) -> str:
    return f"{number:.4f}"
