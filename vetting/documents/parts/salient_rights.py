"""The rights marked as salient (HRI-05), and those that an impact touches without being marked."""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.texts import to_text


def assemble_salient_rights(material: Material, impacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each right of the pack's catalogue that was marked or is touched, with the impacts that name it."""
    values = [answer.value for answer in material.answers.get("HRI-05", [])]
    marked = {one for value in values if isinstance(value, list) for one in value}
    touched = {right for one in impacts for right in one["rights"]}
    catalogue = material.pack.lists.get("rights", {})
    named = [*(one for one in catalogue if one in marked | touched)]
    return [_right(one, catalogue[one], impacts, is_marked=one in marked) for one in named]


def _right(key: str, item: Any, impacts: list[dict[str, Any]], *, is_marked: bool) -> dict[str, Any]:
    is_full = isinstance(item, dict)
    return {
        "right": key,
        "title": to_text(str(item["title"] if is_full else item)),
        "instruments": [str(one) for one in item.get("instruments", ())] if is_full else [],
        "marked": is_marked,
        "impacts": [one["id"] for one in impacts if key in one["rights"]],
    }
