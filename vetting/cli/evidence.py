"""``vetting evidence``: erase the file of a piece of evidence that has to go by law."""

from typing import Annotated

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, HomeOption

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Evidence: erase a file that has to go by law."
)


@app.callback()
def evidence() -> None:
    """Evidence: erase a file that has to go by law."""


@app.command("erase")
def erase(
    case: CaseArgument,
    evidence: Annotated[str, typer.Argument(help="The id of the evidence.")],
    by: Annotated[str, typer.Option("--by", help="Who erases it: the data protection officer's id.")],
    reason: Annotated[
        str, typer.Option("--reason", help="Why it has to go; it enters the log and the record.")
    ],
    home: HomeOption = None,
) -> None:
    """Erase the file of a piece of evidence for good; who did, when and why stays, and its hash. Harmless when repeated."""
    from vetting.bootstrap import open_existing
    from vetting.domain.commands import EraseEvidence
    from vetting.domain.errors import Refused
    from vetting.usecases.erasing import drop_erased
    from vetting.usecases.send import send

    desk = open_existing(home)
    act = EraseEvidence(
        id=f"erase/{case}/{evidence}", case=case, by=by, at=desk.clock.now(), evidence=evidence, reason=reason
    )
    try:
        send(desk, [act])
    except Refused as refused:  # entered before, and perhaps interrupted: what is left of it is done
        if refused.refusal.code != "erased_already":
            raise
    gone = drop_erased(desk, case)
    output.say(f"The file of {evidence} is erased; {output.count(gone, 'file')} removed from the home.")
