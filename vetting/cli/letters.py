"""``vetting letter``: draft a letter to the company, see it, make its sealed link, take a reply from a file."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vetting.cli import output
from vetting.cli.options import CaseArgument, HomeOption

if TYPE_CHECKING:
    from vetting.documents.letters import Paper

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Letters to the company: draft, show, link, reply form, reply from a file, trade secrets.",
)

LetterArgument = Annotated[str, typer.Argument(help="The id of the letter.")]
OutOption = Annotated[Path, typer.Option("--out", help="Where to write it: .yaml, .docx or .html.")]
ByOption = Annotated[str, typer.Option("--by", help="Who acts, by the id on the case.")]


@app.command("draft")
def draft(
    case: CaseArgument,
    out: OutOption,
    to: Annotated[str, typer.Option("--to", help="The party it goes to; by default the prospect.")] = "",
    about: Annotated[
        list[str] | None, typer.Option("--about", help="A criterion it asks about; by default all that wait.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Draft a letter from the findings that open the right of reply, with their public sources."""
    from vetting.bootstrap import letter_texts, open_existing
    from vetting.usecases.letter_papers import paper_of_proposal, to_act_file
    from vetting.usecases.letter_proposals import propose_letter
    from vetting.usecases.replies import MOST_DAYS_MORE

    form = _form_of(out, ("yaml", "docx", "html"))
    desk, texts = open_existing(home), letter_texts()
    proposed = propose_letter(desk, case, texts, party=to, about=about or [])
    if form == "yaml":
        _write_yaml(out, to_act_file(proposed))
        output.say(f"Wrote {out}. Change it, then enter the draft with: vetting act {case} {out}")
        return
    with desk.read() as work:
        dossier = work.dossier(case)
    _write(out, paper_of_proposal(proposed, dossier, texts, MOST_DAYS_MORE), form)


@app.command("show")
def show(case: CaseArgument, letter: LetterArgument, out: OutOption, home: HomeOption = None) -> None:
    """Write a letter that was sent, or its draft, as DOCX or HTML."""
    from vetting.bootstrap import letter_texts, open_existing
    from vetting.usecases.letter_papers import read_paper

    form = _form_of(out, ("docx", "html"))
    _write(out, read_paper(open_existing(home), case, letter, letter_texts()), form)


@app.command("send")
def send_draft(
    case: CaseArgument,
    letter: LetterArgument,
    by: ByOption,
    due: Annotated[
        str, typer.Option("--due", help="By when a reply is asked for; by default in 60 days.")
    ] = "",
    home: HomeOption = None,
) -> None:
    """Send a draft that somebody else wrote: print its hash, and enter it as sent."""
    from vetting.bootstrap import open_existing
    from vetting.domain.commands import SendLetter
    from vetting.usecases.letter_papers import first_day
    from vetting.usecases.letters import read_draft
    from vetting.usecases.send import send

    desk = open_existing(home)
    read = read_draft(desk, case, letter)
    day = _day(due) if due else first_day(desk)
    command = SendLetter(
        id=f"send/{letter}/{read.draft.sha256[:20]}",
        case=case,
        by=by,
        at=desk.clock.now(),
        letter=letter,
        due=day,
        seen=read.draft.sha256,
    )
    send(desk, [command])
    output.say(
        f"Letter {letter} is entered as sent; a reply is asked for by {day}. Draft {read.draft.sha256}."
    )


@app.command("link")
def link(case: CaseArgument, letter: LetterArgument, by: ByOption, home: HomeOption = None) -> None:
    """Make the sealed link of a letter, and print it once; one made before opens nothing any more."""
    from vetting.bootstrap import open_existing
    from vetting.settings import read_settings
    from vetting.usecases.reply_links import make_link

    code = make_link(open_existing(home), case, letter, by)
    typer.echo(f"{read_settings(home).address}/en/reply/{code}")
    output.say("Give it to the company alone. It is kept nowhere and cannot be shown again.")


@app.command("secrets")
def take_out_secrets(
    case: CaseArgument,
    letter: LetterArgument,
    by: ByOption,
    reason: Annotated[str, typer.Option("--reason", help="Why; it enters the log.")],
    out: Annotated[Path, typer.Option("--out", help="Where to write the file of age.")],
    home: HomeOption = None,
) -> None:
    """Take out the trade secrets of a reply as a file of age, to be opened on the officer's own machine."""
    from vetting.adapters.evidence import write_durably
    from vetting.bootstrap import open_existing
    from vetting.domain.reply_commands import UnsealReply
    from vetting.usecases.send import send
    from vetting.usecases.unsealing import sealed_secrets

    desk = open_existing(home)
    content = sealed_secrets(desk, case, letter)
    ident = f"taken-out/{letter}/{desk.stamps.draw(64):x}"
    act = UnsealReply(id=ident, case=case, by=by, at=desk.clock.now(), letter=letter, reason=reason)
    send(desk, [act])
    write_durably(out, content)
    output.say(f"Wrote {out}. Open it with: vetting submission open {out} --key KEYFILE")


@app.command("form")
def form(
    case: CaseArgument,
    letter: LetterArgument,
    out: Annotated[Path, typer.Option("--out", help="Where to write it: .yaml.")],
    home: HomeOption = None,
) -> None:
    """Write a form for the company to fill in, for a reply by file."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.reply_files import to_reply_form

    _form_of(out, ("yaml",))
    _write_yaml(out, to_reply_form(open_existing(home), case, letter))
    output.say(f"Wrote {out}. The company fills in 'answers' and sends it back.")


@app.command("reply")
def reply(
    case: CaseArgument,
    letter: LetterArgument,
    file: Annotated[Path, typer.Argument(help="The form as the company filled it in.")],
    by: ByOption,
    home: HomeOption = None,
) -> None:
    """Enter the company's reply from its file; one that comes late is accepted and marked late."""
    from vetting.bootstrap import open_existing
    from vetting.usecases.reply_files import enter_reply

    state = enter_reply(open_existing(home), case, letter, file, by)
    output.say(f"The reply to letter {letter} is entered: {state.replace('_', ' ')}.")


def _form_of(out: Path, forms: tuple[str, ...]) -> str:
    from vetting.domain.errors import BadInput, Fault

    found = out.suffix.lstrip(".").lower().replace("yml", "yaml")
    if found not in forms:
        how = f"End the name in one of: {', '.join(f'.{one}' for one in forms)}."
        raise BadInput([Fault(str(out), "this kind of file is not written here.", how)])
    return found


def _write(out: Path, paper: "Paper", form: str) -> None:
    from vetting.adapters.evidence import write_durably
    from vetting.bootstrap import write_letter

    write_durably(out, write_letter(paper, form), mode=0o644)
    output.say(f"Wrote {out}.")


def _write_yaml(out: Path, data: object) -> None:
    import yaml

    from vetting.adapters.evidence import write_durably

    text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=100)
    write_durably(out, text.encode(), mode=0o644)


def _day(text: str) -> date:
    from vetting.domain.errors import BadInput, Fault

    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput([Fault("--due", f"'{text}' is no day.", "Write it as 2020-03-30.")]) from error
