"""What the rules gave before anyone voted: level with its bounds, authority, outcomes, and why."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import Text, to_text

FACT = "answered"


def assemble_computed(material: Material) -> dict[str, Any]:
    """The evaluation, with what holds the level by facts apart from what holds it by unknowns."""
    evaluation = material.evaluation
    level = evaluation["level"]
    conditions = sorted(_ids(evaluation["conditions"]))
    return {
        "depth": evaluation["depth"],
        "level": {name: level[name] for name in ("established", "at_least", "could_be")},
        "because": _holding(material, level["at_least"]),
        "authority": evaluation["authority"],
        "admissible": sorted(evaluation["admissible"]),
        "suggested": evaluation["suggested"],
        "fired": _sorted(evaluation["fired"]),
        "gates_open": _sorted(evaluation["gates_open"]),
        "unknown": sorted(evaluation["unknown"]),
        "unanswered": sorted(evaluation["unanswered"]),
        "ask_next": list(evaluation["ask_next"]),
        "sealed_facts": dict(evaluation.get("sealed_facts", {})),  # what a replay reads, and nothing else
        "conditions": conditions,
        "condition_texts": [_template(material, one) for one in conditions],
    }


def _holding(material: Material, at_least: str) -> dict[str, list[str]]:
    """The criteria that reach the level on their own or raise it, by what they rest on."""
    reached = {f"floor({at_least})", "raise"}
    held: dict[str, set[str]] = {
        criterion: {basis for effect, basis in effects.items() if effect in reached}
        for criterion, effects in material.evaluation["fired"].items()
    }
    return {
        "by_facts": sorted(one for one, bases in held.items() if FACT in bases),
        "by_unknowns": sorted(one for one, bases in held.items() if bases - {FACT}),
    }


def _template(material: Material, slug: str) -> dict[str, Any]:
    template = material.pack.conditions.get(slug)
    return {"id": slug, "text": to_text(template["text"]) if template else Text()}


def _sorted(effects: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {criterion: dict(sorted(found.items())) for criterion, found in sorted(effects.items())}


def _ids(conditions: Any) -> list[str]:
    return [one if isinstance(one, str) else one["id"] for one in conditions]
