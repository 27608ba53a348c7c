"""Who would stay away or fall silent (HRI-21), another way to take part (HRI-22), and the harm of leaving (HRI-30, MON-07).

Both are harms of the partnership itself, so they stand as rows with ids beside the impacts. Where several people
graded, the graver grade counts; an unknown counts as no grade and stands as such.
"""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.modules import to_answer
from vetting.documents.parts.tabled import cell_text, is_asked
from vetting.documents.texts import to_text
from vetting.domain.severity import GRADES

EFFECT, OTHER_WAY, HARM, STEPS = "HRI-21", "HRI-22", "HRI-30", "MON-07"


def assemble_participation(material: Material) -> dict[str, Any]:
    """Each grade of who would stay away with who gave it, the one that counts, and the test of leaving."""
    effects = [to_answer(one) for one in material.answers.get(EFFECT, [])]
    grades = [one["value"] for one in effects if one["value"] in GRADES]
    unknown = any(one["value"] not in GRADES for one in effects) or not effects
    return {
        "asked": is_asked(material, EFFECT),
        "effects": [{"id": f"PE-{number}", **one} for number, one in enumerate(effects, 1)],
        "counts": max(grades) if grades and (not unknown or max(grades) == max(GRADES)) else "unknown",
        "other_way": [one.value or one.state.value for one in material.answers.get(OTHER_WAY, [])],
        "harm_of_leaving": [_said(one) for one in material.answers.get(HARM, [])],
        "steps": [_step(number, row) for number, row in enumerate(material.rows_of(STEPS), 1)],
    }


def _said(answer: Any) -> dict[str, Any]:
    told = to_answer(answer)
    return told | {"value": to_text(str(answer.value or ""))}


def _step(number: int, row: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"EX-{number}",
        **{name: cell_text(row, name) for name in ("step", "harm", "softened_by")},
    }
