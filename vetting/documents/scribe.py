"""Puts pieces of a record into lines and cells, in the words of one language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vetting.documents.blocks import Cell, Column, Line, Paragraph, Span, Table
from vetting.documents.catalogue import CHOSEN, Words, to_label
from vetting.documents.visible import is_rtl, language_of, to_visible

EVIDENCE = "evidence"
"""The type of an answer that is a piece of evidence, or "none" where somebody looked and found none."""


@dataclass(frozen=True)
class Scribe:
    """Writes for one language; text of people keeps its own language and direction."""

    words: Words

    def say(self, key: str, style: str = "", /, **params: object) -> Line:
        """A sentence of the catalogue; what fills it in may be in any script."""
        return self.plain(self.words(key, **params), style)

    def plain(self, text: str, style: str = "", language: str = "") -> Line:
        """One line of text, whatever it holds."""
        shown = to_visible(text).replace("\n", " ")
        return (Span(shown, style, language_of(shown, language, self.words.language), is_rtl(shown)),)

    def text(self, text: Mapping[str, str], style: str = "") -> Cell:
        """A text of a person: its lines, the reason it is withheld, or nothing."""
        if "withheld" in text:
            reason = self.words.name("reason", text["withheld"])
            return (self.say("document.withheld", "muted", reason=reason),)
        return tuple(
            self.plain(line, style, language)
            for language, said in sorted(text.items())
            for line in to_visible(said).split("\n")
            if line.strip()
        )

    def text_or(self, text: Mapping[str, str], key: str) -> Cell:
        """A text of a person, or the sentence that says that there is none."""
        return self.text(text) or (self.say(key, "muted"),)

    def paragraphs(self, text: Mapping[str, str], style: str = "body") -> list[Paragraph]:
        """A text of a person as paragraphs."""
        return [Paragraph(line, style) for line in self.text(text)]

    def cell(self, text: str, style: str = "") -> Cell:
        """A cell of one line."""
        return (self.plain(text, style),) if text else ()

    def ids(self, ids: Iterable[str], style: str = "") -> Cell:
        """Several ids in one line."""
        return self.cell(", ".join(ids), style)

    def name(self, kind: str, code: str, style: str = "") -> Cell:
        """The name of a code."""
        return self.cell(self.words.name(kind, code), style) if code else ()

    def note(self, key: str, /, **params: object) -> Paragraph:
        """A quiet sentence, such as the one that says that a section is empty."""
        return Paragraph(self.say(key, **params), "note")

    def table(
        self, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[tuple[Cell, ...]]
    ) -> Table:
        """A table with a title and headings of the catalogue; the first cell heads its row."""
        heads = tuple(Column(self.words(key), weight) for key, weight in columns)
        return Table(self.words(title), heads, tuple(rows), heads_rows=True)

    def effect(self, effect: str) -> str:
        """An effect of the pack as words: ``floor(high)`` becomes "Level at least High"."""
        kind, _, arg = effect.rstrip(")").partition("(")
        key = "authority_more" if arg.startswith("+") else kind
        shown = self.words.name("level", arg) if kind == "floor" else arg
        return self.words(f"effect.{key}", arg=shown) if f"effect.{key}" in self.words else effect

    def answer(self, value: Any, question: Mapping[str, Any]) -> Cell:
        """The value of an answer to this question; "none" as evidence says that a search found none."""
        if value == "none" and question.get("answer_type") == EVIDENCE:
            return (self.say("evidence.none_found"),)
        if question.get("answer_type") in CHOSEN:
            return self.choice(value)
        chosen = question.get("chosen_columns", ())
        rows = [_with_choices(one, chosen) for one in value] if isinstance(value, list) else value
        return self.value(rows, question.get("columns", ()))

    def choice(self, value: Any) -> Cell:
        """A value that was chosen from a list of the pack, or several: each begins with a capital."""
        return self.value(_chosen(value))

    def value(self, value: Any, columns: Sequence[str] = ()) -> Cell:
        """A value: text as it is, a list in one line, each row of a table in its own.

        Rows name their cells in the order of the columns, where these are known.
        """
        if isinstance(value, list):
            return self._values([_ordered(one, columns) for one in value])
        if isinstance(value, dict):
            return (self.plain(self._row(_ordered(value, columns))),)
        shown = self._scalar(value)
        return tuple(self.plain(line) for line in to_visible(shown).split("\n") if line.strip())

    def told(self, value: Any) -> str:
        """A value in one run of text."""
        return self._scalar(value)

    def _values(self, values: list[Any]) -> Cell:
        if not values:
            return (self.say("value.empty", "muted"),)
        if all(isinstance(one, dict) for one in values):
            return tuple(self.plain(self._row(one)) for one in values)
        return (self.plain(", ".join(self._scalar(one) for one in values)),)

    def _row(self, row: Mapping[str, Any]) -> str:
        said = {key: self._scalar(value) for key, value in row.items()}
        return "; ".join(f"{to_label(key)}: {one}" for key, one in said.items() if one)

    def _scalar(self, value: Any) -> str:
        """One value as text; a code of the pack is put in plain letters, a text is left as it is."""
        if isinstance(value, list):
            return ", ".join(self._scalar(one) for one in value)
        if isinstance(value, dict):
            return f"({self._row(value)})"
        shown = "" if value is None else str(value)
        if f"value.{shown}" in self.words:
            return self.words(f"value.{shown}")
        return to_label(shown) if _is_code(shown) else shown


def _with_choices(row: Any, chosen: Sequence[str]) -> Any:
    """The row with a capital on each word that was chosen; what people wrote is left as it is."""
    if not isinstance(row, dict):
        return row
    return {name: _chosen(cell) if name in chosen else cell for name, cell in row.items()}


def _chosen(value: Any) -> Any:
    if isinstance(value, list):
        return [_chosen(one) for one in value]
    is_word = (
        isinstance(value, str) and value.isascii() and value.islower() and value not in ("none", "unknown")
    )
    return to_label(value) if is_word else value


def _ordered(row: Any, columns: Sequence[str]) -> Any:
    """The cells of a row in the order of the columns; a value that is no row is left as it is."""
    if not isinstance(row, dict):
        return row
    known = [name for name in columns if name in row]
    return {name: row[name] for name in (*known, *(one for one in row if one not in known))}


def _is_code(text: str) -> bool:
    return "_" in text and text.isascii() and text.islower() and text.replace("_", "").isalpha()
