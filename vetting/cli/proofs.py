"""``vetting bundle``, ``verify``, ``replay`` and ``witness``: what a stranger can check, and how."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.files import read_bytes, read_text, require_file
from vetting.cli.options import CaseArgument, HomeOption, JsonOption

witness_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Witness logs: key, request, cosign, add."
)
Earlier = Annotated[list[Path] | None, typer.Option("--earlier", help="A checkpoint that you kept.")]


def bundle(
    case: CaseArgument,
    out: Annotated[Path, typer.Option("--out", help="The file to write.")],
    home: HomeOption = None,
    earlier: Earlier = None,
    cosigned: Annotated[
        Path | None, typer.Option("--cosigned", help="The newest checkpoint, as it came back from witnesses.")
    ] = None,
) -> None:
    """Put a case with its record, evidence, log and proofs into one file that verifies offline."""
    from vetting.adapters.evidence import write_durably
    from vetting.bootstrap import open_existing, writers
    from vetting.usecases.bundling import assemble_bundle
    from vetting.usecases.records import latest_record, render_record

    desk = open_existing(home)
    rendered = render_record(writers(), latest_record(desk, case).to_json())
    note = read_text(cosigned, "the checkpoint") if cosigned else None
    write_durably(
        out,
        assemble_bundle(desk, case, rendered, _texts(earlier, "the earlier checkpoint"), note),
        mode=0o644,
    )
    typer.echo(f"Wrote {out}. Verify it with: vetting verify {out} --key FINGERPRINT")
    output.say(f"The fingerprint, which must reach the reader by another way: {desk.signer.fingerprint}")


def verify(
    file: Annotated[Path, typer.Argument(help="A bundle.")],
    key: Annotated[str, typer.Option("--key", help="The log key's fingerprint, got from elsewhere.")],
    earlier: Earlier = None,
    witness: Annotated[list[str] | None, typer.Option("--witness", help="A witness's fingerprint.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Verify a bundle offline: sums, signatures, chain, proofs, record, policy, evidence, openings."""
    from dataclasses import asdict

    from vetting.audit.verify import tell_bundle
    from vetting.usecases.bundling import verify_bundle

    with require_file(file, "the bundle").open("rb") as opened:
        report = verify_bundle(opened, key, _texts(earlier, "the earlier checkpoint"), witness or [])
    if as_json:
        output.print_json(asdict(report) | {"holds": report.holds, "withheld": report.withheld})
    else:
        for line in (*map(str, report.breaks), *tell_bundle(report)):
            typer.echo(line)
    if not report.holds:
        raise typer.Exit(1)


def replay(
    what: Annotated[str, typer.Argument(help="The id of a case, 'all', or a record.json.")],
    pack: Annotated[str | None, typer.Option("--pack", help="Another pack to replay under.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Evaluate sealed facts again: under their own pack, or under another to see what would change."""
    found = [one.to_json() for one in _replayed(what, pack, home)]
    if as_json:
        output.print_json(found)
    else:
        _tell(found)
    if pack is None and not all(one["same"] for one in found):
        raise typer.Exit(1)


@witness_app.command("key")
def witness_key(home: HomeOption = None) -> None:
    """Print this instance's fingerprint as a witness; the key is made where there is none yet."""
    from vetting.bootstrap import open_witness

    typer.echo(open_witness(home).witness().key.to_text())


@witness_app.command("request")
def witness_request(
    out: Annotated[Path, typer.Option("--out", help="Where to write the request.")],
    seen: Annotated[int, typer.Option("--seen", help="How many entries the witness saw last.")] = 0,
    home: HomeOption = None,
) -> None:
    """Write what a witness needs to cosign this log's checkpoint."""
    from vetting.adapters.evidence import write_durably
    from vetting.bootstrap import open_existing
    from vetting.usecases.witnessing import request_witness

    write_durably(out, request_witness(open_existing(home), seen).encode(), mode=0o644)


@witness_app.command("cosign")
def witness_cosign(
    request: Annotated[Path, typer.Argument(help="The request of another instance.")],
    key: Annotated[str, typer.Option("--key", help="That log's fingerprint, got from elsewhere.")],
    home: HomeOption = None,
) -> None:
    """Cosign another log's checkpoint after its proof of growth; a fork is refused and kept."""
    from vetting.adapters.clock import SystemClock
    from vetting.bootstrap import open_witness
    from vetting.usecases.witnessing import ForkFound, cosign_checkpoint

    asked, memory = read_text(request, "the request"), open_witness(home)
    try:
        line = cosign_checkpoint(memory, memory.witness(), asked, key, SystemClock().now())
    except ForkFound as fork:
        output.say(str(fork))
        raise typer.Exit(1) from fork
    typer.echo(line, nl=False)


@witness_app.command("add")
def witness_add(
    checkpoint: Annotated[Path, typer.Argument(help="This log's signed checkpoint.")],
    answers: Annotated[list[Path], typer.Argument(help="The witnesses' answers.")],
    witness: Annotated[list[str], typer.Option("--witness", help="A witness's fingerprint.")],
) -> None:
    """Print the checkpoint with the witnesses' cosignatures under it."""
    from vetting.usecases.witnessing import add_cosignatures

    typer.echo(
        add_cosignatures(read_text(checkpoint, "the checkpoint"), _texts(answers, "the answer"), witness),
        nl=False,
    )


def _replayed(what: str, pack: str | None, home: Path | None) -> Sequence[Any]:
    from vetting.adapters.packs import find
    from vetting.bootstrap import open_existing
    from vetting.usecases.records import read_record
    from vetting.usecases.replaying import replay_all, replay_case, replay_record

    under = find(pack) if pack else None
    if Path(what).suffix == ".json":
        record = read_record(read_bytes(Path(what), "the record"))
        return [replay_record(record, under or find(record["scope"]["pack"]))]
    desk = open_existing(home)
    if what != "all":
        return replay_case(desk, what, under)
    return list(replay_all(desk, under))


def _tell(found: Sequence[dict[str, Any]]) -> None:
    for one in found:
        verdict = "the same" if one["same"] else "differs in " + ", ".join(one["changed"])
        typer.echo(f"{one['case']}  {one['at']}  under {one['pack']}: {verdict}")
        for name in one["changed"]:
            typer.echo(f"  {name}: was {one['recorded'][name]}, is {one['replayed'][name]}")
        for criterion, effects in one["findings"].items():
            typer.echo(f"  {criterion}: was {effects['was'] or 'nothing'}, is {effects['is'] or 'nothing'}")
    changed = sum(not one["same"] for one in found)
    typer.echo(f"{changed} of {len(found)} would change.")


def _texts(paths: Sequence[Path] | None, wanted: str) -> list[str]:
    return [read_text(path, wanted) for path in paths or ()]
