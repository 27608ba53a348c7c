"""``vetting screen`` and ``vetting lists``: look for parties in lists, load lists, see how they stand."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from vetting.cli import output
from vetting.cli.options import HomeOption, JsonOption
from vetting.cli.rescreening import rescreen_home

if TYPE_CHECKING:
    from datetime import date

    from vetting.adapters.list_folder import ListFolder
    from vetting.screening.lists import Manifest
    from vetting.screening.match import Match, Result, Screener
    from vetting.screening.score import Query
    from vetting.usecases.listing import ListState

lists_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Lists: load, update, status, forget."
)


class ScorerName(StrEnum):
    """Which engine scores; scores of two engines are never mixed in one run."""

    BUILTIN = "builtin"
    LOGIC_V2 = "logic-v2"


ListsOption = Annotated[
    list[Path] | None,
    typer.Option("--lists", help="A file of a list, several times if need be; else the lists of the home."),
]

SmallerOption = Annotated[
    bool, typer.Option("--smaller", help="Take a list that has far fewer parties than the one before it.")
]


def screen(
    name: Annotated[str | None, typer.Argument(help="The name to look for.")] = None,
    schema: Annotated[str, typer.Option(help="Person, Organization, Company, LegalEntity, Vessel.")] = "",
    birth_date: Annotated[str, typer.Option("--birth-date", help="YYYY, YYYY-MM or YYYY-MM-DD.")] = "",
    country: Annotated[str, typer.Option(help="A country's code or name; several with ;.")] = "",
    queries: Annotated[Path | None, typer.Option(help="A csv: name, schema, dob, ctry.")] = None,
    pairs: Annotated[Path | None, typer.Option(help="A csv of pairs: schema, name1, name2.")] = None,
    lists: ListsOption = None,
    out: Annotated[Path | None, typer.Option(help="Where to write the csv; else standard output.")] = None,
    scorer: Annotated[
        ScorerName, typer.Option(help="The engine; logic-v2 needs the extra screening.")
    ] = ScorerName.BUILTIN,
    name_only: Annotated[bool, typer.Option("--name-only", help="Leave out dob and ctry.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Look for a party in lists; or for many, or compare pairs of names."""
    from vetting.domain.errors import BadInput, Fault

    if sum(one is not None for one in (name, queries, pairs)) != 1:
        raise BadInput([Fault("vetting screen", "needs one of: a NAME, --queries FILE, --pairs FILE.")])
    if pairs is not None:
        _screen_pairs(pairs, out, scorer)
    elif queries is not None:
        asked = _read_queries(queries, name_only=name_only)
        _screen_queries(asked, _Place(lists or [], home, scorer), out)
    else:
        row = {"name": name or "", "schema": schema, "dob": birth_date, "ctry": country}
        _screen_one(row, _Place(lists or [], home, scorer), name_only=name_only, as_json=as_json)


@lists_app.command("load")
def load(
    files: Annotated[list[Path], typer.Argument(help="Files of lists; SDN, ALT and ADD together.")],
    layout: Annotated[str | None, typer.Option(help="The layout, where it is not recognised.")] = None,
    dated: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The date of a list that carries none.")
    ] = None,
    smaller: SmallerOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Load lists into the home, and screen its open cases and live partnerships again."""
    from vetting.adapters.clock import SystemClock
    from vetting.screening.lists import manifest_record
    from vetting.usecases.listing import find_failures, load_lists

    folder, day = _folder(home), dated.date() if dated else None
    loaded = load_lists(folder, _read_files(files), SystemClock().now(), layout, day, smaller=smaller)
    manifests = [one.manifest for one in loaded]
    if as_json:
        output.print_json([manifest_record(one) for one in manifests])
    else:
        for one in manifests:
            _tell_loaded(one)
    rescreen_home(home, output.say)
    _leave_with(find_failures(folder.states(), (one.source for one in manifests)))


@lists_app.command("update")
def update(
    sources: Annotated[list[str] | None, typer.Argument(help="Which lists; by default all known.")] = None,
    smaller: SmallerOption = False,
    home: HomeOption = None,
) -> None:
    """Download lists, put them in use, and screen the cases of the home again; 1 where one failed."""
    from vetting.adapters.clock import SystemClock
    from vetting.adapters.list_download import ListDownload
    from vetting.adapters.publishers import read_publishers
    from vetting.domain.errors import NotFound
    from vetting.settings import read_settings
    from vetting.usecases.listing import update_list

    settings = read_settings(home)
    publishers = read_publishers(settings.lists_file, named=settings.named_lists is not None)
    unknown = [source for source in sources or () if source not in publishers]
    if unknown:
        raise NotFound("publisher of lists", unknown[0])
    failed = False
    for source in sources or publishers:
        now = SystemClock().now()
        said = update_list(_folder(home), ListDownload(), publishers[source], now, smaller=smaller)
        failed |= said not in ("updated", "unchanged")
        typer.echo(f"{source}: {said}")
    rescreen_home(home, output.say)
    if failed:
        raise typer.Exit(1)


@lists_app.command("status")
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """How each list stands; 1 where finding nothing in one would prove nothing."""
    from vetting.adapters.clock import SystemClock
    from vetting.usecases.listing import find_list_faults

    states = _folder(home).states()
    today = SystemClock().now().date()
    if as_json:
        output.print_json(
            [
                {
                    **_state_record(one, one.why_not_clear(today)),
                    "left_out_of_cases": one.is_dated_after(today),
                }
                for one in states
            ]
        )
    else:
        rows = [_state_row(one, one.why_not_clear(today) or _from_when(one, today)) for one in states]
        output.table(("list", "date", "loaded", "parties", "rejected", "hash", "state"), rows)
    _leave_with(find_list_faults(states, today))


@lists_app.command("forget")
def forget(
    source: Annotated[str, typer.Argument(help="The list, as 'vetting lists status' names it.")],
    home: HomeOption = None,
) -> None:
    """Strike out a list that could never be loaded, such as a wrong file; one in use stays."""
    _folder(home).forget(source)
    typer.echo(f"{source}: struck out; nothing of it was in use.")


_SHOWN = 20


def _tell_loaded(manifest: "Manifest") -> None:
    """What was loaded on standard output, what was rejected beside it."""
    typer.echo(
        f"{manifest.source}: {manifest.entities} parties, {manifest.names} names, "
        f"{manifest.rejected} rejected; {manifest.list_date or 'undated'}; {manifest.sha256[:16]}"
    )
    for reject in manifest.rejects[:_SHOWN]:
        output.say(f"{manifest.source}: {reject.where}: {reject.reason}")
    if manifest.rejected > _SHOWN:
        output.say(f"{manifest.source}: and {manifest.rejected - _SHOWN} more; all with --json")


@dataclass(frozen=True)
class _Place:
    """Where is looked, and by which engine."""

    lists: list[Path]
    home: Path | None
    scorer: ScorerName


def _screen_pairs(pairs: Path, out: Path | None, scorer: ScorerName) -> None:
    from vetting.adapters.engines import ENGINES
    from vetting.usecases.screen import score_pairs

    _write(out, score_pairs(_read_file(pairs), str(pairs), ENGINES[scorer]()))


def _read_queries(queries: Path, *, name_only: bool) -> "list[Query]":
    from vetting.usecases.screen import read_queries

    return read_queries(_read_file(queries), str(queries), name_only=name_only)


def _screen_queries(asked: "list[Query]", place: _Place, out: Path | None) -> None:
    from vetting.usecases.screen import write_matches

    with _screener(place) as (screener, faults):
        text, found = write_matches(screener.screen_all(asked))
    _write(out, text)
    _leave_with([*faults, *found])


def _screen_one(row: dict[str, str], place: _Place, *, name_only: bool, as_json: bool) -> None:
    from vetting.domain.errors import BadInput
    from vetting.usecases.screen import find_unread, to_query

    if unread := find_unread(row):
        raise BadInput(unread)
    with _screener(place) as (screener, faults):
        result = screener.screen(to_query(row, name_only=name_only))
    why = list(dict.fromkeys((*faults, *result.why_not_clear)))
    if as_json:
        output.print_json(_result_record(result, why))
    else:
        _show(result, is_clear=not why)
    _leave_with(why)


@contextmanager
def _screener(place: _Place) -> "Iterator[tuple[Screener, list[str]]]":
    """What screens: the given files, or the lists of the home with what speaks against them."""
    from vetting.adapters.clock import SystemClock
    from vetting.adapters.engines import ENGINES
    from vetting.adapters.name_index import TantivyIndex, publish_index
    from vetting.screening.loaders import load_files
    from vetting.screening.match import Screener
    from vetting.usecases.listing import find_list_faults

    engine = ENGINES[place.scorer]()
    if not place.lists:
        folder = _folder(place.home)
        faults = find_list_faults(folder.states(), SystemClock().now().date())
        yield Screener(folder.open_index(), engine), faults
        return
    loaded = load_files(_read_files(place.lists))
    for one in loaded:
        if one.manifest.rejected:
            output.say(f"{one.manifest.source}: {one.manifest.rejected} rejected; see vetting lists load")
    # the index looks after its folder in the background, and may write there while it is being removed
    with tempfile.TemporaryDirectory(prefix="vetting-index-", ignore_cleanup_errors=True) as made:
        yield Screener(TantivyIndex(publish_index(loaded, Path(made))), engine), []


def _folder(home: Path | None) -> "ListFolder":
    from vetting.adapters.list_folder import ListFolder
    from vetting.settings import read_settings

    return ListFolder(read_settings(home).home / "lists")


def _read_files(paths: list[Path]) -> dict[str, bytes]:
    """The files by their names; by their paths where two have one name."""
    names = [path.name for path in paths]
    return {path.name if names.count(path.name) == 1 else str(path): _read_file(path) for path in paths}


def _read_file(path: Path) -> bytes:
    from vetting.domain.errors import BadInput, Fault

    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "the machine refused").lower()
        raise BadInput([Fault(str(path), f"cannot be read: {reason}.")]) from error


def _write(out: Path | None, text: str) -> None:
    from vetting.adapters.evidence import write_durably

    if out is None:
        typer.echo(text, nl=False)
    else:
        write_durably(out, text.encode(), mode=0o644)


def _show(result: "Result", *, is_clear: bool) -> None:
    """Each match with its reasons, or that there is none, and whether that says something."""
    for match in result.matches:
        typer.echo(
            f"{match.score.total:.2f}  {_word(match)}  {match.candidate.entity_id}  {match.candidate.name}"
        )
        for reason in match.score.reasons:
            typer.echo(f"      {reason.points:+.2f}  {reason.to_sentence()}")
    if not result.matches:
        none = "No match in the lists that were searched."
        typer.echo(none if is_clear else "Nothing was found, and that proves nothing.")
    output.say(f"{result.engine} {result.version}; {', '.join(result.lists)}")


def _word(match: "Match") -> str:
    return "alert" if match.alert else "shown"


def _result_record(result: "Result", why: list[str]) -> dict[str, Any]:
    return {
        "engine": result.engine,
        "version": result.version,
        "lists": list(result.lists),
        "thresholds": {"alert": result.thresholds.alert, "show": result.thresholds.show},
        "why_not_clear": why,
        "matches": [
            {
                "entity": match.candidate.entity_id,
                "name": match.candidate.name,
                "score": match.score.total,
                "alert": match.alert,
                "reasons": [
                    {
                        "comparison": one.comparison,
                        "points": round(one.points, 4),
                        "sentence": one.to_sentence(),
                    }
                    for one in match.score.reasons
                ],
            }
            for match in result.matches
        ],
    }


def _state_record(state: "ListState", why: str | None) -> dict[str, Any]:
    from vetting.screening.lists import manifest_record

    return {"manifest": manifest_record(state.manifest), "loaded_at": state.loaded_at, "why_not_clear": why}


def _from_when(state: "ListState", today: "date") -> str | None:
    """From which day on cases are compared with a list of a later day; None where they are."""
    if not state.is_dated_after(today):
        return None
    return f"cases leave it out until {state.manifest.list_date[:10]}"


def _state_row(state: "ListState", why: str | None) -> tuple[str, ...]:
    manifest = state.manifest
    counts = (str(manifest.entities), str(manifest.rejected))
    return (
        manifest.source,
        manifest.list_date,
        state.loaded_at,
        *counts,
        manifest.sha256[:16],
        why or "good",
    )


def _leave_with(faults: list[str]) -> None:
    for fault in dict.fromkeys(faults):
        output.say(fault)
    if faults:
        raise typer.Exit(1)
