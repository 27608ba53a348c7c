"""The command line: each command turns words into a call of the use cases, and an answer into text.

- ``--json`` prints one object on standard output; everything else goes to standard error.
- Exit codes: 0 done, whatever the outcome; 1 a check or verification failed; 2 bad input;
  3 refused by a rule; 4 the environment.
- Heavy imports wait until a command needs them, so that help is quick.
"""

import sys
from typing import Annotated

import typer

from vetting import __version__
from vetting.cli import (
    accounts,
    cases,
    clauses,
    conflicts,
    consulting,
    demo,
    evidence,
    health,
    keys,
    letters,
    logs,
    matches,
    ownership,
    packs,
    proofs,
    questionnaire,
    records,
    runs,
    screening,
    up,
)
from vetting.cli.faults import explain_faults

app = typer.Typer(
    name="vetting",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Vets proposed partnerships between UN offices and technology companies.",
)
app.add_typer(cases.app, name="case")
app.add_typer(packs.app, name="pack")
app.add_typer(logs.app, name="log")
app.add_typer(records.app, name="record")
app.add_typer(evidence.app, name="evidence")
app.add_typer(questionnaire.app, name="questionnaire")
app.command("demo")(demo.demo)
app.command("run")(runs.run)
app.command("up")(up.up)
app.command("status")(health.status)
app.command("doctor")(health.doctor)
app.command("web")(up.web)
app.command("runner")(up.runner)
app.command("act")(runs.act)
app.command("explain")(cases.explain)
app.command("schema")(records.schema)
app.command("bundle")(proofs.bundle)
app.command("verify")(proofs.verify)
app.command("replay")(proofs.replay)
app.command("ownership")(ownership.ownership)
app.command("conflicts")(conflicts.conflicts)
app.command("clauses")(clauses.clauses)
app.command("staffing")(conflicts.staffing)
app.command("screen")(screening.screen)
app.command("matches")(matches.matches)
app.command("judge")(matches.judge)
app.add_typer(screening.lists_app, name="lists")
app.add_typer(proofs.witness_app, name="witness")
app.add_typer(letters.app, name="letter")
app.add_typer(accounts.app, name="account")
app.add_typer(keys.app, name="keys")
app.add_typer(consulting.submission_app, name="submission")
app.add_typer(consulting.report_app, name="report")


@app.callback(invoke_without_command=True)
def about(
    version: Annotated[bool, typer.Option("--version", help="Print the version and leave.")] = False,
) -> None:
    """Vets proposed partnerships between UN offices and technology companies."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


def main() -> None:
    """Run the command line; the program's entry point."""
    with explain_faults():
        app(prog_name="vetting")
    sys.exit(0)
