"""The page of the command line: what each command says of itself."""

from collections.abc import Iterator

import typer.main
from typer import Context
from typer.core import TyperGroup

from tools.reference.markdown import to_page
from vetting.cli import app

WIDTH = 100


def pages() -> dict[str, str]:
    """Return the page by its name."""
    return {
        "command-line.md": to_page(
            "Command line",
            "`--json` prints one object on standard output; everything else goes to standard error. Exit codes: 0 done, whatever "
            "the outcome; 1 a check or verification failed; 2 the input has faults; 3 refused by a rule; 4 the machine lacks "
            "something.",
            *(part for command in list_commands() for part in show_command(command)),
        )
    }


def list_commands() -> Iterator[Context]:
    """Give the program and every command under it, at one width on every machine."""
    program = typer.main.get_command(app)
    yield from list_below(
        Context(program, info_name="vetting", terminal_width=WIDTH, max_content_width=WIDTH)
    )


def list_below(parent: Context) -> Iterator[Context]:
    """Give a command and every command under it, in the order of its help."""
    yield parent
    if isinstance(parent.command, TyperGroup):
        for name, command in parent.command.commands.items():
            yield from list_below(Context(command, parent, name))


def show_command(context: Context) -> tuple[str, str]:
    """Return the heading and the help of one command."""
    return f"## {context.command_path}", f"```text\n{context.command.get_help(context).rstrip()}\n```"
