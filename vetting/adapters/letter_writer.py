"""Letters as files: DOCX and HTML from the same blocks, and the words they are written with."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path

import yaml
from markupsafe import Markup

from vetting.adapters.html_writer import hash_of, make_environment
from vetting.documents.letters import Paper, to_blocks

LANGUAGE = "en"


def load_letter_texts(templates: Path) -> Mapping[str, str]:
    """The words of letters."""
    return dict(yaml.safe_load((templates / "letters" / f"{LANGUAGE}.yaml").read_text("utf-8")))


def to_html(paper: Paper, templates: Path) -> bytes:
    """The letter as one page that stands on its own; the same bytes for the same letter."""
    environment = make_environment(templates / "letters", templates / "documents")
    style = (templates / "documents" / "record.css").read_text("utf-8")
    page = environment.get_template("letter.html").render(
        paper=paper,
        blocks=to_blocks(paper),
        language=LANGUAGE,
        style=Markup(style),  # noqa: S704 (our own file)
        style_hash=hash_of(style),
    )
    return page.encode()


def to_docx(paper: Paper) -> bytes:
    """The letter as a Word file; the same bytes for the same letter."""
    # python-docx is heavy, and most commands write no letter
    from vetting.adapters.docx_writer import write_paper  # noqa: PLC0415

    dated = datetime.combine(paper.dated or paper.due, time(), tzinfo=UTC)
    return write_paper(paper.title, to_blocks(paper), LANGUAGE, dated)
