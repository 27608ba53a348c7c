"""``vetting conflicts`` and ``vetting staffing``: who is kept away, and who is needed."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, HomeOption, JsonOption


def conflicts(
    case: CaseArgument,
    reader: Annotated[
        str | None,
        typer.Option("--as", help="Who reads, by id; the ethics focal point of the case reads the detail."),
    ] = None,
    reason: Annotated[
        str, typer.Option(help="Why the detail is read; it enters the log with the reader.")
    ] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the conflicts of interest of a case, open ones first, and who is kept away from what."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.conflicts import list_conflicts

    told = list_conflicts(open_existing(home), case, reader, reason)
    if as_json:
        output.print_json(told)
        return
    for line in _lines(told):
        typer.echo(line)


def staffing(case: CaseArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Show the fewest people needed from here to the decision, who is missing, and who is kept away."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.staffing import list_staffing

    told = list_staffing(open_existing(home), case)
    if as_json:
        output.print_json(told)
        return
    for line in _seats(told):
        typer.echo(line)


def _seats(told: dict[str, Any]) -> Iterator[str]:
    authority = told["authority"]
    if not told["seats"]:
        yield f"{told['case']}: nobody is needed for a decision; it is decided or closed."
    else:
        yield f"{told['case']}: {told['least']} people are needed at least, {told['to_be_found']} of them still to be found"
        yield f"  authority {authority['at_least']} now, {authority['could_be']} if everything open comes out worst"
    for one in told["seats"]:
        who = one["person"] or f"to find, {one['new'].replace('new-', 'person ')} ({one['who']})"
        only_if = f" ({one['only_if']})" if one["only_if"] else ""
        yield f"  {one['seat'].replace('_', ' '):<20} {who}: {one['why']}{only_if}"
    for one in told["kept_away"]:
        yield f"  kept away: {one['because']}"
    yield from (f"  {output.no_account(person)}" for person in told["without_account"])


def _lines(told: dict[str, Any]) -> Iterator[str]:
    yield f"Conflicts of interest on {told['case']}, as of {told['on']}"
    for one in told["individual"]:
        yield from _declaration(one)
    for person in told["undeclared"]:
        yield f"  not declared  {person}"
    for one in told["recused"]:
        yield f"  recused       {one['person']} ({', '.join(one['roles'])}), for {', '.join(one['declarations'])}:"
        yield f"                kept from {', '.join(one['from'])}"
    for one in told["voided"]:
        what = one["kind"].replace("_", " ") + (f" of {one['subject']}" if one["subject"] else "")
        yield f"  void          {one['id']}: {what} by {one['person']} of {one['signed_on']}, for {one['declaration']}"
    yield "The office as an institution"
    for one in told["institutional"]:
        yield from _institutional(one)


def _declaration(one: dict[str, Any]) -> Iterator[str]:
    mark = "OPEN" if one["open"] else "closed"
    said = {"none": "no interest", "refused": "refused to declare"}.get(one["declares"], one["class"])
    parts = [said, one["mitigation"].replace("_", " "), _until(one["mitigation_ends_on"])]
    dates = [f"declared {one['declared_on']}", f"ends {one['ends_on']}" if one["ends_on"] else ""]
    told = ", ".join(part for part in (*parts, *dates) if part)
    yield f"  {mark:<12}  {one['person']}, {one['id']} version {one['version']}: {told}"
    if detail := one.get("detail"):
        yield from _detail(detail)


def _detail(detail: dict[str, Any]) -> Iterator[str]:
    said = [detail["kind"], detail["entity"], detail["what"], detail["amount"], detail["relation"]]
    yield f"                {'; '.join(part for part in said if part)}"
    for step in detail["path"]["steps"]:
        yield f"                {step['from']} → {step['to']}: {step['by'].rstrip('.')}{_share(step)}"
    for alike in detail["looks_like"]:
        yield f"                {alike['sentence']} {' '.join(alike['because'])}"
    if detail["note"]:
        yield f"                {detail['note']}"


def _share(step: dict[str, Any]) -> str:
    """What is held on that day: a number, or certainly so much and possibly so much."""
    if "certain" not in step:
        return ""
    least, most = step["certain"], step["possible"]
    held = f"{least} %" if least == most else f"{least} to {most} %"
    return f"; {held} as of {step['as_of']}"


def _until(day: str) -> str:
    return f"until {day}" if day else ""


def _institutional(one: dict[str, Any]) -> Iterator[str]:
    if not one["asked"] and one["state"] == "unanswered":
        return
    value = one["value"] if one["state"] == "given" else one["state"]
    by = f", by {one['by']} on {one['at'][:10]}" if one["by"] else ""
    effects = "; ".join(f"{effect['effect']} ({effect['basis']})" for effect in one["effects"]) or "no effect"
    yield f"  {one['criterion']}  {value}{by}: {effects}"
