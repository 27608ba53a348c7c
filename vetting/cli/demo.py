"""``vetting demo``: a real proposed partnership, walked through every stage to its decision record."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from vetting.cli import output, runs
from vetting.cli.options import Engine, EngineOption

DECIDED = "un75-tencent-2020-04-21.yaml"
BEFORE = "un75-tencent-2020-03-29.yaml"


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("out/demo"),
    engine: EngineOption = Engine.PREFECT,
) -> None:
    """Walk the 2020 case to its record, and show what was known the day before it was announced."""
    from vetting.settings import data_dir

    examples = data_dir("examples")
    typer.echo("A historical example from public sources: UN75 and its proposed technology partner, 2020.")
    typer.echo("It states no finding about any party beyond what the cited sources say.\n")
    begin_anew(out / "home")
    how = (
        "directly"
        if engine is Engine.DIRECT
        else "through Prefect flow runs; its server takes a while to start"
    )
    output.say(f"1 of 2: {DECIDED}, {how}.")
    decided = runs.walk(runs.read(examples / DECIDED), out, out / "home", engine)
    output.say(f"2 of 2: {BEFORE}, what could be known on the day before the announcement.")
    before = runs.walk(runs.read(examples / BEFORE), out / "2020-03-29", out / "home", Engine.DIRECT)
    typer.echo(f"\nOn 29 March 2020, {BEFORE}:")
    typer.echo(f"  {output.level_sentence(before)}; suggested: {before['suggested']}\n")
    runs.tell(decided, out)
    typer.echo(f"\nNext: vetting explain {decided['case']} HRI-06 --home {out / 'home'}")
    typer.echo(f"      vetting log verify --home {out / 'home'}")


def begin_anew(home: Path) -> None:
    """Remove the home of an earlier demo; a home with any other case in it is left as it is."""
    from vetting.bootstrap import open_existing

    if not (home / "vetting.db").is_file():
        return
    with open_existing(home).read() as work:
        cases = set(work.list_cases())
    if cases <= {Path(DECIDED).stem, Path(BEFORE).stem}:
        shutil.rmtree(home)
