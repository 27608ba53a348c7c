"""The safeguards a proposal relies on (TEC-16): each with its test and its owner.

"Significant safeguards" is met only where at least one is named and each has evidence of its test and an owner.
"""

from typing import Any

from vetting.documents.material import Material
from vetting.documents.parts.tabled import cell_ids, cell_text, is_asked

CRITERION = "TEC-16"


def assemble_safeguards(material: Material) -> dict[str, Any]:
    """Each safeguard, what it lacks, and whether all of them together are met."""
    items = [_safeguard(row) for row in material.rows_of(CRITERION)]
    return {
        "asked": is_asked(material, CRITERION),
        "met": bool(items) and not any(one["missing"] for one in items),
        "items": items,
    }


def _safeguard(row: dict[str, Any]) -> dict[str, Any]:
    test, owner = cell_ids(row, "test"), cell_text(row, "owner")
    missing = [key for key, said in (("test", test), ("owner", owner)) if not said]
    return {"safeguard": cell_text(row, "safeguard"), "test": test, "owner": owner, "missing": missing}
