"""``vetting case`` and ``vetting explain``: what there is, where it stands, and why."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, HomeOption, JsonOption, PackOption

if TYPE_CHECKING:
    from vetting.usecases.desk import Desk

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Cases: begin, list, show.")


@app.command("new")
def new(
    file: Annotated[Path | None, typer.Argument(help="Where to write it; else standard output.")] = None,
    pack: PackOption = "un-default",
) -> None:
    """Write a commented case file to fill in."""
    from vetting.adapters.evidence import write_durably
    from vetting.adapters.packs import find
    from vetting.domain.errors import BadInput, Fault
    from vetting.usecases.casefile.template import write_new_case

    text = write_new_case(find(pack))
    if file is None:
        typer.echo(text, nl=False)
        return
    if file.exists():
        raise BadInput([Fault(str(file), "the file is there already.", "Give another name.")])
    write_durably(file, text.encode(), mode=0o644)
    output.say(f"Wrote {file}. Fill it in, then: vetting run {file} --out DIR")


@app.command("list")
def list_cases(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """The cases of a home."""
    from vetting.usecases.summary import summarise_case

    desk = _desk(home)
    with desk.read() as work:
        ids = work.list_cases()
    summaries = [summarise_case(desk, case) for case in ids]
    if as_json:
        output.print_json([_short(one) for one in summaries])
        return
    rows = [[s["case"], s["status"], s["outcome"], s["level"]["at_least"], s["title"]] for s in summaries]
    output.table(("case", "status", "outcome", "level", "title"), rows)


@app.command("show")
def show(case: CaseArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Where a case stands: level, gates, what is asked next."""
    from vetting.usecases.summary import summarise_case

    summary = summarise_case(_desk(home), case)
    if as_json:
        output.print_json(summary)
        return
    typer.echo(f"{summary['case']}: {summary['title']}")
    typer.echo(f"  status     {summary['status']}, outcome {summary['outcome']}")
    typer.echo(f"  level      {output.level_sentence(summary)}")
    typer.echo(f"  admissible {', '.join(summary['admissible'])}; suggested {summary['suggested']}")
    for criterion, effects in summary["gates_open"].items():
        typer.echo(f"  gate       {criterion} {', '.join(f'{e} ({b})' for e, b in effects.items())}")
    for criterion in summary["ask_next"][:10]:
        typer.echo(f"  ask next   {criterion}")


def explain(
    case: CaseArgument,
    criterion: Annotated[
        str | None,
        typer.Argument(help="The criterion, such as HRI-06; without it, every one that has a finding."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Walk from a finding to its evidence, source, rule row, person and time.

    Leaves with 1 where a file it rests on changed since it was filed.
    """
    from vetting.usecases.explain import explain as explain_criterion
    from vetting.usecases.explain import explain_findings

    if criterion is not None:
        told = explain_criterion(_desk(home), case, criterion)
        _tell_each([told], told, as_json)
        return
    findings = explain_findings(_desk(home), case)
    _tell_each(findings, {"case": case, "criteria": findings}, as_json)


def _tell_each(told: list[dict[str, Any]], whole: dict[str, Any], as_json: bool) -> None:
    if as_json:
        output.print_json(whole)
    else:
        for one in told:
            _tell(one)
    output.leave_at_evidence_faults(
        {ident: said for one in told for ident, said in one["evidence_faults"].items()}
    )


def _tell(told: dict[str, Any]) -> None:
    typer.echo(f"{told['criterion']}  {told['question']}")
    if not told["asked"]:
        typer.echo("  not asked at this depth; it adds nothing")
    for finding in told["findings"]:
        typer.echo(f"  finding    {finding['effect']}, basis {finding['basis']}")
        typer.echo(
            f"    rule     {finding['rule']}" + (f": {finding['because']}" if finding["because"] else "")
        )
        typer.echo(f"    read     {_pairs(finding['values_read'])}")
        for answer in finding["answers_read"]:
            _tell_answer(answer)
    if not told["findings"]:
        typer.echo("  no finding")
        for answer in told["answers"]:
            _tell_answer(answer)
    if told["clauses"]:
        _tell_clauses(told["clauses"])
    for source in told["rests_on"]:
        typer.echo(f"  asked after  {source['title']} ({source['publisher']}, {source['year']})")


def _tell_clauses(told: dict[str, Any]) -> None:
    """The clauses that people linked, with their words and those that a rule had found."""
    typer.echo(f"  draft      {told['terms']}, sha256 {told['sha256']}: {told['says']}")
    for clause in told["clauses"]:
        words = clause["text"] if clause["text"] is not None else "its text is no longer held as it was"
        typer.echo(f"    clause   {clause['id']}: {words}")
    for one in told["found"]:
        typer.echo(f"    rule     {one['rule']} had found in {one['clause']}: {'; '.join(one['words'])}")
    typer.echo(f"      by     {told['by']}, {told['at']}, log entry {told['log_entry']}: {told['reason']}")


def _tell_answer(answer: dict[str, Any]) -> None:
    value = _shown(answer["value"]) if answer["state"] == "given" else answer["state"]
    typer.echo(f"    answer   {answer['criterion']} = {value}")
    typer.echo(
        f"      by     {answer['by']} for {answer['answerer']}, {answer['at']}, log entry {answer['log_entry']}"
    )
    for evidence in answer["evidence"]:
        typer.echo(
            f"      from   {evidence['id']}: {evidence['title']} ({evidence['publisher'] or evidence['kind']}), "
            f"knowable on {evidence['knowable_on']}, {evidence['held']}"
        )


def _shown(value: Any) -> str:
    """A value as a person writes it: rows one after the other, cells by name."""
    if isinstance(value, list):
        return "; ".join(_shown(one) for one in value) or "nothing"
    return _pairs(value) if isinstance(value, dict) else str(value)


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {_shown(value)}" for name, value in values.items())


def _short(summary: dict[str, Any]) -> dict[str, Any]:
    return {name: summary[name] for name in ("case", "title", "status", "outcome", "level")}


def _desk(home: Path | None) -> "Desk":
    from vetting.bootstrap import open_existing

    return open_existing(home)
