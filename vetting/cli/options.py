"""Options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """What advances a case."""

    DIRECT = "direct"
    PREFECT = "prefect"


HomeOption = Annotated[
    Path | None, typer.Option("--home", help="The home; by default VETTING_HOME or ./.vetting.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
EngineOption = Annotated[Engine, typer.Option("--engine", help="What runs the stages.")]
CaseArgument = Annotated[str, typer.Argument(help="The id of the case.")]
PackOption = Annotated[str, typer.Option("--pack", help="A shipped pack's name, or a folder.")]
