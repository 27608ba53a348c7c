"""``vetting demo``: a real proposed partnership, walked through every stage to its decision record."""

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer

from vetting.cli import demo_live, output, runs, up
from vetting.cli.options import Engine, EngineOption
from vetting.cli.up import PORT, PortOption

DECIDED = "un75-tencent-2020-04-21.yaml"
LOOPBACK = "127.0.0.1"  # the demo's pages are for this machine alone
BEFORE = "un75-tencent-2020-03-29.yaml"
OWN_CASES = frozenset({Path(DECIDED).stem, Path(BEFORE).stem, demo_live.LIVE})


def demo(
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.")] = Path("out/demo"),
    engine: EngineOption = Engine.PREFECT,
    serve: Annotated[
        bool, typer.Option("--serve", help="Then keep the pages up, until it is stopped.")
    ] = False,
    port: PortOption = PORT,
) -> None:
    """Walk the 2020 case to its record, and show what was known the day before it was announced."""
    from vetting.settings import data_dir, read_settings

    examples = data_dir("examples")
    typer.echo("A historical example from public sources: UN75 and its proposed technology partner, 2020.")
    typer.echo("It states no finding about any party beyond what the cited sources say.\n")
    begin_anew(out / "home")
    decided = _walk(examples, out, engine)
    bundle, fingerprint = write_bundle(decided["case"], out)
    typer.echo(f"  bundle     {bundle}, with record, evidence, log and proofs")
    typer.echo(f"  key        {fingerprint.read_text().strip()} ({fingerprint})")
    _tell_what_to_try(examples, out, port)
    called = output.program()
    typer.echo(f"\nNext: {called} explain {decided['case']} HRI-06 --home {out / 'home'}")
    typer.echo(f"      {called} verify {bundle} --key $(cat {fingerprint})")
    typer.echo(f"      {called} log verify --home {out / 'home'}")
    if serve:
        raise typer.Exit(up.run_system(read_settings(out / "home"), LOOPBACK, port, engine))
    typer.echo(f"      {called} up --home {out / 'home'}   then the three addresses answer")


def _walk(examples: Path, out: Path, engine: Engine) -> dict[str, Any]:
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
    return decided


def _tell_what_to_try(examples: Path, out: Path, port: int) -> None:
    from vetting.bootstrap import open_existing

    round_file = examples / "demo" / "round.yaml"
    to_try = demo_live.prepare(open_existing(out / "home"), out, demo_live.read_round(round_file))
    root = f"http://{LOOPBACK}:{port}"
    typer.echo("\nTo try, on this machine alone:")
    typer.echo(f"  office     {root}/office/")
    typer.echo(f"  public     {root}/")
    typer.echo(f"  audit      {root}/audit/")
    for login, password in to_try.passwords.items():
        typer.echo(f"  account    {login}, password {password}")
    typer.echo(f"  receipt    {to_try.receipt}, of one submission to {demo_live.LIVE}")
    typer.echo(f"  sealed     {to_try.officer_key} opens what was sealed to the demo's officer")


def write_bundle(case: str, out: Path) -> tuple[Path, Path]:
    """Write the bundle of a walked case and the fingerprint of the log's key; where they are."""
    from vetting.adapters.evidence import write_all_durably
    from vetting.bootstrap import open_existing
    from vetting.usecases.bundling import assemble_bundle

    desk = open_existing(out / "home")
    rendered = {suffix: (out / f"record.{suffix}").read_bytes() for suffix in ("json", "pdf", "docx", "html")}
    bundle, fingerprint = out / "bundle.zip", out / "key-fingerprint.txt"
    files = {
        bundle: assemble_bundle(desk, case, rendered),
        fingerprint: f"{desk.signer.fingerprint}\n".encode(),
    }
    write_all_durably(files, mode=0o644)
    return bundle, fingerprint


def begin_anew(home: Path) -> None:
    """Remove the home of an earlier demo; a home with any other case in it is left as it is."""
    from vetting.adapters.run_folder import RunFolder
    from vetting.bootstrap import open_existing
    from vetting.domain.errors import EnvironmentFault

    if not (home / "vetting.db").is_file():
        return
    if RunFolder(home).is_held():
        raise EnvironmentFault(
            f"The demo's pages are up on the home {home}. Stop them first, then start again."
        )
    with open_existing(home).read() as work:
        cases = set(work.list_cases())
    if cases <= OWN_CASES:
        shutil.rmtree(home)
