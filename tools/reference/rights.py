"""The page of rights: who may open what, from the table that every route asks."""

from tools.reference.markdown import to_code, to_page, to_table
from vetting.domain.rights import MAY_OPEN, Right


def pages() -> dict[str, str]:
    """Return the page by its name."""
    rows = (
        [to_code(name), _roles(right), right.reach.value, _limits(right)] for name, right in MAY_OPEN.items()
    )
    return {
        "rights.md": to_page(
            "Rights",
            "Every route of the pages and of the API names one right, and a test asks every route with every role in "
            "each kind of case. A right of no case, or of any case, asks for a role of the account; a right of one's "
            "own case asks for a role that the person has on that case. An account without a role administers, and "
            "opens nothing. Who may send which command stands in [acts and permissions](permissions.md).",
            "*Changes* are not possible in a closed case. *Confidential* stays closed to whoever proposed the case, "
            "and to whoever has an open conflict of interest there.",
            to_table(["right", "roles", "reach", "limits"], rows),
        )
    }


def _roles(right: Right) -> str:
    return "everyone" if right.roles is None else ", ".join(sorted(right.roles))


def _limits(right: Right) -> str:
    words = [word for word in ("changes", "confidential") if getattr(right, word)]
    return ", ".join([*words, *(f"every case for {role}" for role in sorted(right.everywhere))])
