"""``vetting run`` and ``vetting act``: a case file, or a file of acts, walked by the engine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, Engine, EngineOption, HomeOption, JsonOption

if TYPE_CHECKING:
    from vetting.usecases.advance import Dispatcher
    from vetting.usecases.casefile.read import CaseFile
    from vetting.usecases.desk import Desk


def run(
    casefile: Annotated[Path, typer.Argument(help="The case file (YAML).")],
    out: Annotated[Path, typer.Option("--out", help="The folder for the record and, in it, the home.")],
    engine: EngineOption = Engine.PREFECT,
    home: Annotated[Path | None, typer.Option("--home", help="Another home than OUT/home.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Walk a case file to its decision record."""
    case_file = read(casefile)
    summary = walk(case_file, out, home or out / "home", engine)
    if as_json:
        output.print_json(summary)
        return
    tell(summary, out)


def act(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="A file with the sections that change.")],
    home: HomeOption = None,
    engine: EngineOption = Engine.DIRECT,
    as_json: JsonOption = False,
) -> None:
    """Do the acts of a file on a case, and advance it."""
    from vetting.bootstrap import open_existing
    from vetting.settings import read_settings
    from vetting.usecases.accounts import list_without_account
    from vetting.usecases.acting import act_on
    from vetting.usecases.summary import summarise_case

    desk = open_existing(home)
    with dispatcher_of(engine, desk, read_settings(home).home) as dispatcher:
        act_on(desk, dispatcher, case, file)
    summary = summarise_case(desk, case)
    if as_json:
        output.print_json(summary)
        return
    output.say(f"{summary['case']}: {output.level_sentence(summary)}.")
    with desk.read() as work:
        unknown = list_without_account(work, case)
    for person in unknown:
        output.say(output.no_account(person))


def read(casefile: Path) -> "CaseFile":
    """The case file, read before anything is written; raises ``BadInput``."""
    from vetting.adapters.packs import find
    from vetting.usecases.casefile.read import read_case_file

    return read_case_file(casefile, find)


def walk(case_file: "CaseFile", out: Path, home: Path, engine: Engine) -> dict[str, Any]:
    """Walk a case file in a home and write its record to a folder; the summary."""
    from vetting.adapters.evidence import write_all_durably
    from vetting.bootstrap import open_desk, writers
    from vetting.settings import read_settings
    from vetting.usecases.records import latest_record, render_record
    from vetting.usecases.summary import summarise_case
    from vetting.usecases.walk import walk_case_file

    settings = read_settings(home)
    desk = open_desk(settings)
    with output.progress(f"{case_file.id}: reading") as show:
        with dispatcher_of(engine, desk, settings.home, show) as dispatcher:
            walk_case_file(
                desk,
                dispatcher,
                case_file,
                lambda day, advanced: show(f"{case_file.id}: {day}, {len(advanced.steps)} stages done"),
            )
        show(f"{case_file.id}: writing the record")
        files = render_record(writers(), latest_record(desk, case_file.id).to_json())
    write_all_durably({out / f"record.{suffix}": content for suffix, content in files.items()}, mode=0o644)
    return summarise_case(desk, case_file.id)


@contextmanager
def dispatcher_of(
    engine: Engine, desk: "Desk", home: Path, show: output.Progress | None = None
) -> Iterator["Dispatcher"]:
    """The dispatcher of an engine, with what it needs started and stopped around it."""
    if engine is Engine.DIRECT:
        from vetting.usecases.advance import DirectDispatcher

        yield DirectDispatcher(desk)
        return
    from flows.dispatch import EmbeddedDispatcher

    def on_wait(seconds: float) -> None:
        if show is not None:
            show(f"Prefect's server is starting ({seconds:.0f} s)")

    with EmbeddedDispatcher(home, on_wait) as dispatcher:
        yield dispatcher


def tell(summary: dict[str, Any], out: Path) -> None:
    """What a walk came to, for people."""
    typer.echo(f"{summary['case']}: {summary['title']}")
    typer.echo(f"  outcome    {summary['outcome']} (suggested {summary['suggested']})")
    typer.echo(f"  level      {output.level_sentence(summary)}")
    typer.echo(f"  authority  {summary['authority']}, depth {summary['depth']}")
    typer.echo(
        f"  open       {len(summary['gates_open'])} gates, {len(summary['unanswered'])} questions "
        f"unanswered, {len(summary['unknown'])} unknown"
    )
    if summary["ask_next"]:
        typer.echo(f"  ask next   {', '.join(summary['ask_next'][:5])}")
    for suffix in ("json", "pdf", "docx", "html"):
        typer.echo(f"  {suffix:<9}  {out / f'record.{suffix}'}")
