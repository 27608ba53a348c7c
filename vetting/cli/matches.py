"""``vetting matches`` and ``vetting judge``: what waits to be judged in a case, and ruling on it."""

from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, HomeOption, JsonOption
from vetting.domain.judgements import Verdict


def matches(case: CaseArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """The matches of a case: what waits to be judged, why it looks alike, what speaks against it."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.matches import view_matches

    found = view_matches(open_existing(home), case)
    if as_json:
        output.print_json(found)
        return
    _tell_screening(found)
    for match in found["matches"]:
        _tell_match(match)


def judge(
    case: CaseArgument,
    match: Annotated[str, typer.Argument(help="The id of the match, such as M-1.")],
    verdict: Annotated[Verdict, typer.Argument(help="true, false or undecided.")],
    reason: Annotated[str, typer.Option(help="The code of the reason.")],
    text: Annotated[str, typer.Option(help="Which facts it rests on, and where they are from.")],
    by: Annotated[str, typer.Option(help="Who judges: a person of the case.")],
    second: Annotated[str | None, typer.Option(help="Who checked it too.")] = None,
    seen: Annotated[str, typer.Option(help="What 'vetting matches' shows under 'seen'.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Rule on a match of a live case, and advance the case."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.acting import judge_now
    from vetting.usecases.advance import DirectDispatcher
    from vetting.usecases.matches import view_matches

    desk = open_existing(home)
    said = {"match": match, "verdict": verdict, "reason_code": reason, "text": text, "second_by": second}
    judge_now(desk, DirectDispatcher(desk), case, by, {**said, "seen": seen})
    found = view_matches(desk, case)
    shown = next(one for one in found["matches"] if one["id"] == match)
    if as_json:
        output.print_json(shown)
        return
    output.say(f"{match}: {shown['sentence']} {_say_waiting(found)}")


def _tell_screening(found: dict[str, Any]) -> None:
    run = found["screening"]
    if run is None:
        why = "of its time " if found["left_out"] else ""
        typer.echo(
            f"{found['case']}: not screened; the home had no list {why}when the case was last advanced."
        )
        for said in found["left_out"]:
            output.say(said)
        return
    names = sum(len(one["names"]) for one in run["subjects"])
    typer.echo(
        f"{found['case']}: {output.count(names, 'name')} screened on {run['at'][:10]}. {_say_waiting(found)}"
    )
    for one in run["lists"]:
        dated = one["date"] or "undated"
        typer.echo(f"  {one['list']}, {dated}, {one['entries']} parties, {one['version'][:16]}")
    typer.echo(
        f"  {run['engine']} {run['engine_version']}; shown from {run['show']}, alert from {run['alert']}"
    )
    for fault in run["faults"]:
        output.say(f"Finding nothing proves nothing: {fault}")


def _say_waiting(found: dict[str, Any]) -> str:
    count = found["waiting"]
    return "No match waits to be judged." if count == 0 else f"To be judged: {count}."


def _tell_match(match: dict[str, Any]) -> None:
    ours, listed = match["ours"], match["listed"]
    typer.echo()
    typer.echo(
        f"{match['id']}  {match['score']}  {ours['name']} ({ours['where']}) looks like {listed['name']}"
    )
    typer.echo(f"      {listed['list']} {listed['id']}, {_facts(listed)}; seen {match['seen']}")
    for sentence in match["alike"]:
        typer.echo(f"      for      {sentence}")
    for sentence in match["unlike"]:
        typer.echo(f"      against  {sentence}")
    typer.echo(f"      {match['sentence']}")
    if match["waits"] and match["needs_second"]:
        typer.echo("      To rule it false takes a second person.")
    for one in match["history"]:
        typer.echo(
            f"      {one['at'][:10]}  {one['verdict']}: {one['text']} ({one['reason']}; {_signers(one)})"
        )


def _facts(listed: dict[str, Any]) -> str:
    born = ", ".join(listed["birth_dates"])
    countries = ", ".join(code.upper() for code in listed["countries"])
    return "; ".join(part for part in (listed["kind"], f"born {born}" if born else "", countries) if part)


def _signers(judgement: dict[str, Any]) -> str:
    return ", ".join(one for one in (judgement["by"], judgement["second_by"]) if one)
