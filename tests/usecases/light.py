"""A small case under the default pack that is on the short way: all of triage is answered for it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.usecases.desks import Scene, a_scene
from vetting.usecases.appraise import Appraisal, appraise

TRIAGE: Mapping[str, tuple[str, Any]] = {
    "INT-01": ("office", "Work plan 2026, item 4"),
    "INT-02": ("office", []),
    "INT-03": ("office", "mou"),
    "INT-06": ("office", "no"),
    "INT-07": ("office", [{"country": "CH", "language": "fr", "setting": "desks"}]),
    "INT-08": ("office", "no"),
    "INT-10": ("office", "none"),
    "INT-11": ("office", "no"),
    "ENT-01": ("company", {"legal_name": "Lingua", "registration": "1", "country": "CH", "identifiers": "1"}),
    "SEC-02": ("office", []),
    "COI-09": ("office", "no"),
    "TRM-02": ("legal", "none"),
}


def a_light_scene(home: Path, **answers: Any) -> Scene:
    """A case of small value whose triage is answered; ``INT_10="unknown"`` answers one question otherwise."""
    scene = a_scene(home).opened(pack="un-default", settings={"value_usd": 9000, "term_months": 12})
    given = {name.replace("_", "-"): value for name, value in answers.items()}
    for criterion, (answerer, value) in TRIAGE.items():
        scene.answer(criterion, given.get(criterion, value), answerer=answerer)
    return scene


def appraisal_of(scene: Scene) -> Appraisal:
    """The case as the rules see it now."""
    return appraise(scene.desk, scene.dossier())
