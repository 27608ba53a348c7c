"""Letters as files: DOCX and HTML from the same blocks, and the words they are written with."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import yaml
from markupsafe import Markup

from vetting.adapters.html_writer import hash_of, make_environment
from vetting.documents.letters import LetterTexts, Paper, direction_of, to_blocks
from vetting.domain.parties import WRITTEN_TO_IN

_MIXED = (
    "p, li, dt, dd, th, td, h1, h2 { unicode-bidi: plaintext; text-align: start; }\n"
    "main [dir] { unicode-bidi: embed; }\n"  # isolated words would not turn their line
)
"""In a letter from right to left each line keeps its own direction: the officer's words may be in another script."""

_PAPER = "paper."
"""How the keys of a letter begin among those of its language."""


def load_letter_texts(templates: Path) -> LetterTexts:
    """The words of letters, by language."""
    return {language: _texts(templates, language) for language in WRITTEN_TO_IN}


def _texts(templates: Path, language: str) -> Mapping[str, str]:
    path = templates / "languages" / language / "letters.yaml"
    found: Mapping[str, str] = yaml.safe_load(path.read_text("utf-8"))
    return {key.removeprefix(_PAPER): text for key, text in found.items()}


def to_html(paper: Paper, templates: Path) -> bytes:
    """The letter as one page that stands on its own; the same bytes for the same letter."""
    environment = make_environment(templates / "letters", templates / "documents")
    style = (templates / "documents" / "record.css").read_text("utf-8") + (
        _MIXED if direction_of(paper) == "rtl" else ""
    )
    page = environment.get_template("letter.html").render(
        paper=paper,
        blocks=to_blocks(paper),
        language=paper.language,
        direction=direction_of(paper),
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=hash_of(style),
    )
    return page.encode()


def to_docx(paper: Paper) -> bytes:
    """The letter as a Word file; the same bytes for the same letter."""
    # python-docx is heavy, and most commands write no letter
    from vetting.adapters.docx_writer import write_paper  # noqa: PLC0415

    dated = datetime.combine(paper.dated or paper.due, time(), tzinfo=UTC)
    return write_paper(paper.title, to_blocks(paper), paper.language, dated, direction_of(paper))
