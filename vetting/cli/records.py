"""``vetting record`` and ``vetting schema``: records as files, and the forms of our documents."""

import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from vetting.cli import output
from vetting.cli.files import read_bytes
from vetting.cli.options import HomeOption

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Decision records: render.")


class Form(StrEnum):
    """Which schema."""

    CASE = "case"
    RECORD = "record"


@app.command("render")
def render(
    record: Annotated[str, typer.Argument(help="The id of a case, or a record.json.")],
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")],
    home: HomeOption = None,
) -> None:
    """Write a record as JSON, DOCX, PDF and HTML. Leaves with 1 where evidence of the case changed since it was filed."""
    from vetting.adapters.evidence import write_all_durably
    from vetting.bootstrap import open_existing, writers
    from vetting.usecases.held_evidence import find_evidence_faults
    from vetting.usecases.records import latest_record, read_record, render_record

    faults: dict[str, str] = {}
    if Path(record).suffix == ".json":
        content = read_record(read_bytes(Path(record), "the record"))
    else:
        desk = open_existing(home)
        content, faults = latest_record(desk, record).to_json(), find_evidence_faults(desk, record)
    files = {out / f"record.{suffix}": data for suffix, data in render_record(writers(), content).items()}
    write_all_durably(files, mode=0o644)
    for path in files:
        output.say(str(path))
    output.leave_at_evidence_faults(faults)


def schema(form: Annotated[Form, typer.Argument(help="case or record")]) -> None:
    """Print the JSON Schema of a case file or of a record."""
    if form is Form.CASE:
        from vetting.adapters.packs import find
        from vetting.usecases.casefile.schema import case_schema

        output.print_json(case_schema(find("un-default")))
        return
    from vetting.documents.schema import RECORD_SCHEMA

    typer.echo(json.dumps(RECORD_SCHEMA, ensure_ascii=False, indent=2))
