"""How answers look: one JSON object, or text for people; progress only on a terminal."""

import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import typer


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON value on standard output, keys sorted."""
    typer.echo(json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2))


def program(started: str | None = None) -> str:
    """How this program, ``started`` so, is called from here: by its name where the shell finds it, else by its path."""
    called = Path(started or sys.argv[0])
    if called.name != "vetting" or shutil.which("vetting"):
        return "vetting"
    return os.path.relpath(called)


def say(text: str = "") -> None:
    """A line on standard error, beside whatever goes to standard output."""
    sys.stderr.write(text + "\n")


def leave_at_evidence_faults(faults: Mapping[str, str]) -> None:
    """Say what is wrong with stored evidence, once all else is said; leaves with 1 where there is anything."""
    for sentence in faults.values():
        say(sentence)
    if faults:
        raise typer.Exit(1)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output."""
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for number, heading in enumerate(headings):
        shown.add_column(heading, no_wrap=number == 0, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    Console().print(shown)


class Progress:
    """Says what is being done: a moving line on a terminal, nothing elsewhere."""

    def __init__(self, status: Any | None) -> None:
        self._status = status

    def __call__(self, text: str) -> None:
        """Show what is being done now."""
        if self._status is not None:
            self._status.update(text)


@contextmanager
def progress(text: str) -> Iterator[Progress]:
    """Show progress while this lasts, on a terminal's standard error alone."""
    if not sys.stderr.isatty():
        yield Progress(None)
        return
    from rich.console import Console

    with Console(stderr=True).status(text) as status:
        yield Progress(status)


def level_sentence(summary: Mapping[str, Any]) -> str:
    """The level in one sentence, by facts and by unknowns apart."""
    level = summary["level"]
    established, at_least, could_be = level["established"], level["at_least"], level["could_be"]
    text = f"level at least {at_least}, could still be {could_be}"
    if established == at_least:
        return f"{text}; {established} by facts alone"
    return f"{text}; by facts alone {established}, the rest by what is unknown"


def count(number: int, noun: str) -> str:
    """So many of something: ``1 change``, ``2 changes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def no_account(person: str) -> str:
    """What is said of a person of a case whose id no account has."""
    return (
        f"no account has the id {person}, so nobody can sign in as {person} yet: check the id, or add the account "
        f"with 'vetting account add {person}'"
    )
