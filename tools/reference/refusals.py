"""The page of refusals."""

from tools.reference.markdown import to_code, to_page, to_table
from vetting.domain.sentences import CATALOGUES


def pages() -> dict[str, str]:
    """Return the page by its name."""
    tables = (part for language in CATALOGUES for part in (f"## {language}", list_sentences(language)))
    return {
        "refusals.md": to_page(
            "Refusals",
            "When a rule does not allow an act, the answer is a code with its values, and one sentence: the "
            "same on the greyed button, in the HTTP answer, on the command line (exit code 3) and in the "
            "record.",
            *tables,
        )
    }


def list_sentences(language: str) -> str:
    """Return the sentences of one language, by code."""
    return to_table(
        ["code", "sentence"], ((to_code(code), text) for code, text in sorted(CATALOGUES[language].items()))
    )
