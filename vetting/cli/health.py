"""``vetting status`` and ``vetting doctor``: how a home stands, and what is wrong with it."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import HomeOption, JsonOption
from vetting.cli.up import PORT


def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Say what runs, what is due, and how log, mail and lists stand."""
    from vetting.bootstrap import open_existing
    from vetting.settings import read_settings
    from vetting.usecases.status import read_status

    running = _running(read_settings(home).home)
    found = read_status(open_existing(home)).to_json()
    if as_json:
        output.print_json({**found, "running": running})
        return
    _tell_running(running)
    _tell(found)


def doctor(
    home: HomeOption = None,
    port: Annotated[int, typer.Option("--port", help="The port that 'vetting up' would take.")] = PORT,
    as_json: JsonOption = False,
) -> None:
    """Look for what is wrong: each problem with its remedy. Leaves with 1 where there is one."""
    import os

    from vetting.adapters.clock import SystemClock
    from vetting.bootstrap import open_desk
    from vetting.cli.checkup import CHECKS, Patient, examine
    from vetting.settings import read_settings

    settings = read_settings(home)
    patient = Patient(settings, os.environ, port, open_desk, SystemClock())
    problems = examine(patient)
    if as_json:
        output.print_json({"checks": list(CHECKS), "problems": [vars(one) for one in problems]})
    else:
        for one in problems:
            typer.echo(f"{one.check}: {one.problem}\n  {one.remedy}")
        if not problems:
            typer.echo(f"All is well: {', '.join(CHECKS)}.")
    if problems:
        raise typer.Exit(1)


def _running(home: Path) -> dict[str, Any] | None:
    """What runs on a home, with the engine that advances its cases now."""
    from vetting.adapters.run_folder import RunFolder

    if not home.is_dir():
        return None
    folder = RunFolder(home)
    state = folder.read_state()
    if state is None:
        return None
    engine = json.loads(folder.pulse.read_text())["engine"] if folder.pulse.exists() else None
    return {**state, "engine": engine}


def _tell_running(running: dict[str, Any] | None) -> None:
    if running is None:
        typer.echo("Nothing runs on this home.")
        return
    typer.echo(
        f"Runs since {running['since']} on {running['address']}, engine {running['engine'] or 'not yet known'}."
    )
    for part in running["parts"]:
        again = f", started again {part['restarts']} times" if part["restarts"] else ""
        typer.echo(f"  {part['name']:<10} {part['state']}{again}")


def _tell(found: dict[str, Any]) -> None:
    log, checkpoint, mail = found["log"], found["checkpoint"], found["mail"]
    typer.echo(f"cases       {_counted(found['cases'])}; {found['due']} due now")
    closes = f"; the next closes {found['next_closing']}" if found["next_closing"] else ""
    typer.echo(f"open gates  {_counted(found['gates'])}{closes}")
    signed = f"{checkpoint['entries']} entries, {checkpoint['at']}" if checkpoint["at"] else "none yet"
    typer.echo(f"log         {log['entries']} entries; checkpoint: {signed}")
    since = f" since {mail['since']} ({_counted(mail['faults'])})" if mail["unsent"] else ""
    typer.echo(f"mail        {mail['unsent']} unsent{since}")
    for one in found["lists"]:
        why = f"; {one['why_not_clear']}" if one["why_not_clear"] else ""
        typer.echo(f"list        {one['name']}: {one['entries']} entries of {one['listed']}{why}")


def _counted(counts: dict[str, int]) -> str:
    return (
        ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in sorted(counts.items())) or "none"
    )
