"""``vetting clauses``: read a draft agreement, say which terms stand in it, and compare two drafts."""

from pathlib import Path
from typing import Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.files import require_file
from vetting.cli.options import JsonOption, PackOption


def clauses(
    file: Annotated[str, typer.Argument(help="The draft; or the word compare, and then two drafts.")],
    others: Annotated[
        list[str] | None, typer.Argument(help="After compare: the old and the new draft.")
    ] = None,
    pack: PackOption = "un-default",
    as_json: JsonOption = False,
) -> None:
    """Split a draft into clauses and suggest which answer which criterion; or compare two drafts."""
    drafts = others or []
    if file == "compare" and len(drafts) == 2:  # noqa: PLR2004 - the old and the new
        _compare(*drafts, as_json=as_json)
    elif drafts:
        raise typer.BadParameter("Name one draft, or write: compare OLD NEW")
    else:
        _review(file, pack, as_json=as_json)


def _review(file: str, pack: str, *, as_json: bool) -> None:
    from vetting.adapters.packs import find
    from vetting.usecases.clauses import review_draft, review_json

    rules = find(pack)
    review = review_draft(_read(file), rules)
    if as_json:
        output.print_json(review_json(review, rules))
        return
    for note in review.notes:
        output.say(note)
    count = sum(1 for one in review.clauses if not one.is_heading)
    typer.echo(f"{file}: {review.format}, {count} clauses, sha256 {review.sha256}")
    rows = [
        (one.criterion, one.says.value, one.clause, "; ".join(word.text for word in one.words), one.rule)
        for one in review.suggestions
    ]
    output.table(("criterion", "suggested", "clause", "words", "rule"), rows)
    typer.echo("Suggestions point at clauses; a person decides. Absent means that no rule found a term.")


def _compare(old: str, new: str, *, as_json: bool) -> None:
    from vetting.agreements.compare import find_differences
    from vetting.usecases.clauses import difference_json, split_draft

    differences = find_differences(split_draft(_read(old)), split_draft(_read(new)))
    if as_json:
        output.print_json(
            {"old": old, "new": new, "differences": [difference_json(one) for one in differences]}
        )
        return
    count = f"{len(differences)} {'clause differs' if len(differences) == 1 else 'clauses differ'}."
    typer.echo(count if differences else "No clause differs.")
    for one in differences:
        _tell(difference_json(one))


def _tell(said: dict[str, Any]) -> None:
    place = " → ".join(dict.fromkeys(filter(None, (said["old"], said["new"]))))
    moved = ", moved" if said["moved"] and said["change"] != "moved" else ""
    typer.echo(f"{said['change']}{moved}  {place}")
    marks = {"same": "", "removed": "−", "added": "+"}
    words = [f"[{marks[kind]} {text}]" if marks[kind] else text for kind, text in said["pieces"]]
    typer.echo("  " + (" ".join(words) or said["text"]))


def _read(file: str) -> Any:
    from vetting.adapters.draft_reader import MAX_BYTES, read_draft, too_large
    from vetting.domain.errors import BadInput, Fault
    from vetting.usecases.clauses import HeldDraft

    path = require_file(Path(file), "the draft")
    if path.stat().st_size > MAX_BYTES:
        raise BadInput([Fault(file, too_large(path.stat().st_size))])
    content = path.read_bytes()
    return HeldDraft.of(content, read_draft(content, path.name))
