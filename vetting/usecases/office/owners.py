"""Who owns the parties, as the desk shows it: the drawing and the tables of the record, as the case stands now."""

from typing import Any

from vetting.documents.blocks import Block
from vetting.documents.record import assemble_registers
from vetting.documents.view import show_section
from vetting.usecases.office.case_view import CaseView

SECTION = "ownership"


def view_ownership(view: CaseView) -> tuple[Block, ...]:
    """Each reading of a file of owners, the drawing first."""
    found: dict[str, Any] = assemble_registers(view.dossier, view.appraisal.pack, view.appraisal.to_json())
    return tuple(show_section(found, SECTION))
