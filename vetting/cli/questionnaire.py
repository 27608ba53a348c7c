"""``vetting questionnaire``: take the questions of a case offline, and bring the answers back."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vetting.cli import output
from vetting.cli.files import require_file
from vetting.cli.options import CaseArgument, HomeOption, JsonOption

if TYPE_CHECKING:
    from vetting.domain.drafts import DraftFields
    from vetting.usecases.desk import Desk
    from vetting.usecases.questionnaire.changes import Change, Plan
    from vetting.usecases.questionnaire.filled import Filled
    from vetting.usecases.questionnaire.items import Said

app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="The questionnaire: export, import, from-bundle."
)


class Of(StrEnum):
    """Whose questions are wanted."""

    COMPANY = "company"
    OFFICE = "office"


_Dry = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Only say what would change, and with --as, whether that person may bring it in."
    ),
]
_Person = Annotated[str | None, typer.Option("--as", help="Who does it, by id of a person on the case.")]
_Choice = Annotated[
    list[str] | None, typer.Option(help="A question and answerer, such as INT-02:office; may be given again.")
]


@app.command("export")
def export(
    case: CaseArgument,
    out: Annotated[Path, typer.Option("--out", help="The file to write: .xlsx or .yaml.")],
    stage: Annotated[str | None, typer.Option("--stage", help="Only this stage.")] = None,
    of: Annotated[
        Of | None, typer.Option("--of", help="Only what the company, or the office, is asked.")
    ] = None,
    person: _Person = None,
    home: HomeOption = None,
) -> None:
    """Write what is asked now, with guidance and what was answered so far, as a workbook or as YAML."""
    from vetting.adapters.evidence import write_durably
    from vetting.adapters.guidance import load_notes
    from vetting.adapters.questionnaires import write_questionnaire
    from vetting.bootstrap import open_existing
    from vetting.settings import data_dir
    from vetting.usecases.guidance import titles_of
    from vetting.usecases.office.case_view import look_at
    from vetting.usecases.questionnaire.asking import ask

    form = _form_of(out)
    desk = open_existing(home)
    notes = titles_of(load_notes(data_dir("docs/guidance")))
    view = look_at(desk, case, person or "")
    asked = ask(view, stage, of.value if of else None, notes, _drafts(desk, case, person))
    write_durably(out, write_questionnaire(asked, form), mode=0o600)
    waiting = sum(one.waits for one in asked.items)
    typer.echo(f"Wrote {out}: {len(asked.items)} questions, {waiting} of them wait for an answer.")
    output.say(f"Fill it in, then: vetting questionnaire import {case} {out} --as PERSON")


@app.command("import")
def bring_in(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="The file that came back.")],
    person: _Person = None,
    dry_run: _Dry = False,
    take: _Choice = None,
    keep: _Choice = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring answers back: all of them or none; where both sides answered, take the file's or keep the case's."""
    from vetting.bootstrap import open_existing

    desk = open_existing(home)
    _bring(desk, case, _read(desk, case, file), _Asked(person, dry_run, take, keep, as_json))


@app.command("from-bundle")
def from_bundle(
    case: CaseArgument,
    file: Annotated[Path, typer.Argument(help="Another office's bundle about the same company.")],
    key: Annotated[str, typer.Option("--key", help="Its log's fingerprint, got from elsewhere.")],
    person: _Person = None,
    dry_run: _Dry = False,
    take: _Choice = None,
    keep: _Choice = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take over what a company told another office of itself: verified, dated, screened; the rest is asked again."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.importing import read_bundle

    desk = open_existing(home)
    with require_file(file, "the bundle").open("rb") as opened:
        filled = read_bundle(desk, case, opened, key)
    _bring(desk, case, filled, _Asked(person, dry_run, take, keep, as_json))


@dataclass(frozen=True)
class _Asked:
    """What the words of a command ask for."""

    person: str | None
    dry_run: bool
    take: list[str] | None
    keep: list[str] | None
    as_json: bool


def _bring(desk: "Desk", case: str, filled: "Filled", asked: _Asked) -> None:
    from vetting.usecases.advance import DirectDispatcher
    from vetting.usecases.questionnaire.bringing import (
        Bearer,
        bring_back,
        look_at_file,
        rehearse_bringing,
    )

    plan = look_at_file(desk, case, filled)
    if asked.as_json:
        output.print_json(plan.to_json())
    else:
        _tell(plan)
    chosen = _chosen(filled, asked)
    if asked.person is None:
        if asked.dry_run:
            return
        raise typer.BadParameter("Say with --as who brings it in, or only look with --dry-run.")
    bearer = Bearer(asked.person, owns_home=True)
    if asked.dry_run:
        rehearse_bringing(desk, case, filled, bearer, chosen)
        return
    brought = bring_back(desk, case, filled, bearer, chosen)
    DirectDispatcher(desk).advance(case)
    output.say(
        f"Brought in {output.count(brought.answers, 'answer')} and {output.count(brought.drafts, 'draft')}."
    )


def _chosen(filled: "Filled", asked: _Asked) -> dict[str, str]:
    """Whose answer stands, by question; raises ``BadInput`` for a name that chooses nothing, or both."""
    from vetting.domain.errors import BadInput, Fault
    from vetting.usecases.questionnaire.bringing import CASE, FILE

    take, keep = asked.take or [], asked.keep or []
    known = {f"{row.criterion}:{row.answerer}" for row in filled.rows}
    faults = [
        Fault(
            one,
            "the file has no such question.",
            "Name question and answerer as they are listed, such as INT-02:office.",
        )
        for one in dict.fromkeys([*take, *keep])
        if one not in known
    ]
    both = [one for one in dict.fromkeys(take) if one in keep]
    faults += [
        Fault(one, "--take and --keep both name it.", "Say whose answer stands with one of the two.")
        for one in both
    ]
    if faults:
        raise BadInput(faults)
    return dict.fromkeys(take, FILE) | dict.fromkeys(keep, CASE)


def _form_of(out: Path) -> str:
    form = {".xlsx": "xlsx", ".yaml": "yaml", ".yml": "yaml"}.get(out.suffix.lower())
    if form is None:
        raise typer.BadParameter("Name the file .xlsx or .yaml.")
    return form


def _drafts(desk: "Desk", case: str, person: str | None) -> "tuple[DraftFields, ...]":
    from vetting.usecases.drafts import list_drafts

    return tuple(list_drafts(desk, case, person)) if person else ()


def _read(desk: "Desk", case: str, file: Path) -> "Filled":
    from vetting.adapters.questionnaires import read_questionnaire
    from vetting.adapters.workbook_reader import LARGEST, too_large
    from vetting.domain.errors import BadInput, Fault

    require_file(file)
    if file.stat().st_size > LARGEST:
        raise BadInput([Fault(str(file), too_large(file.stat().st_size))])
    with desk.read() as work:
        pack = desk.packs.pinned(work.dossier(case).case.pack_hash)
    return read_questionnaire(file.read_bytes(), pack)


def _tell(plan: "Plan") -> None:
    for one in plan.changes:
        _tell_change(one)
    for source in plan.sources:
        typer.echo(f"evidence  {source.id}: {source.title}")
    for party in plan.parties:
        typer.echo(f"party     {party.id}: {party.name}, to be screened anew")
    for remark in plan.remarks:
        output.say(remark)
    changes = output.count(len(plan.changes) - len(plan.conflicts), "change")
    typer.echo(f"{changes}, {len(plan.conflicts)} answered on both sides, {plan.unchanged} unchanged.")


def _tell_change(one: "Change") -> None:
    typer.echo(f"{one.kind.value:<9} {one.key}  ({one.row.place})")
    if one.stands is not None:
        who = f"  ({one.stands.by}, {one.stands.at:%Y-%m-%d %H:%M} UTC)"
        _tell_version("case", one.stands_said, who)
    _tell_version("file", one.said)


def _tell_version(whose: str, said: "Said", who: str = "") -> None:
    from vetting.usecases.questionnaire.changes import lines_of

    typer.echo(f"  {whose}    {'; '.join(lines_of(said))}{who}")
    if said.note:
        typer.echo(f"    note    {'; '.join(said.note.splitlines())}")
    if said.evidence:
        typer.echo(f"    rests on {', '.join(said.evidence)}")
