"""The questionnaire as YAML, and back: the form for whoever works with text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields
from typing import Any

import yaml

from vetting.domain.errors import Fault
from vetting.domain.texts import without_untyped
from vetting.policy import strict_yaml
from vetting.policy.pack import Pack
from vetting.policy.strict_yaml import Located, Path
from vetting.usecases.questionnaire.book import HOW
from vetting.usecases.questionnaire.filled import Filled, Row
from vetting.usecases.questionnaire.items import GIVEN, Item, Questionnaire, Said, Source, settle

MAX_BYTES = 12 * 1024 * 1024
_SKIPPED = ("Write in the yellow", "Write a list", "Where evidence")
_TEXTS = ("draft_or_final", "state", "note", "countersigned_by", "told_by", "answered_by", "check")
_SHOWN = (
    "stage",
    "question",
    "guidance",
    "guidance_notes",
    "allowed",
    "answered_at",
    "reviewed_by",
    "reviewed_at",
)
_KEYS = frozenset({"id", "asked_of", "answer", "evidence", "based_on", *_TEXTS, *_SHOWN})
_SOURCE_KEYS = tuple(one.name for one in fields(Source) if one.name != "id")


_OTHER_ENDS = re.compile("[\r\x85\u2028\u2029]")


class _Writer(yaml.SafeDumper):
    """Writes texts of several lines as blocks, and never an alias."""

    def ignore_aliases(self, _data: Any) -> bool:
        """Write each value out where it stands."""
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        """A text of several lines as a block; one with other line ends than a line feed in quotes that keep them."""
        style = '"' if _OTHER_ENDS.search(text) else "|" if "\n" in text else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style)


_Writer.add_representer(str, _Writer.represent_text)


def to_text(asked: Questionnaire) -> bytes:
    """The YAML of a questionnaire, with what to do on top."""
    data = {
        "questionnaire": {name.replace(" ", "_"): text for name, text in asked.head.items()}
        | {"guidance_notes": list(asked.notes)},
        "evidence": {one.id: _without_blanks(asdict(one), "id") for one in asked.sources},
        "questions": [_question(one) for one in asked.items],
    }
    how = "".join(f"# {line}\n" for line in HOW if not line.startswith(_SKIPPED))
    said = yaml.dump(data, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=110)
    return (how + said).encode()


def from_text(content: bytes, pack: Pack) -> Filled:
    """What YAML says that came back, with every fault of its form."""
    return _Reading(strict_yaml.load_yaml(content, "the file", MAX_BYTES), pack).read()


def _question(item: Item) -> dict[str, Any]:
    said = item.said
    shown = {
        "id": item.row.id,
        "asked_of": item.answerer,
        "stage": item.row.stage,
        "question": item.row.question,
        "guidance": item.row.guidance,
        "guidance_notes": list(item.notes),
        "allowed": item.allowed,
    }
    given = {"answer": said.value} if said.state == GIVEN else {}
    told = {
        "evidence": list(said.evidence),
        "note": said.note,
        "countersigned_by": said.countersigned_by,
        "answered_by": item.by,
        "answered_at": item.at,
        "reviewed_by": item.reviewed_by,
        "reviewed_at": item.reviewed_at,
    }
    based = {"based_on": item.based_on, "check": item.check}
    return {
        **_without_blanks(shown),
        "draft_or_final": item.status,
        "state": said.state,
        **given,
        **_without_blanks(told),
        **based,
    }


def _without_blanks(values: Mapping[str, Any], *left_out: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in left_out and value not in ("", [])}


class _Reading:
    """One reading of YAML; faults are gathered on the way."""

    def __init__(self, located: Located, pack: Pack) -> None:
        self.located, self.pack = located, pack
        self.data = without_untyped(located.data)  # as a command would store it
        self.faults = [
            Fault(one.where, f"{one.what}.", f"{one.how}.", one.line or None) for one in located.faults
        ]

    def read(self) -> Filled:
        data = self.data
        if not isinstance(data, dict) or not isinstance(data.get("questions"), list):
            if not self.faults:
                self._refuse(
                    (),
                    "it has no list 'questions'.",
                    "Bring back a file that was taken offline from this case.",
                )
            return Filled({}, faults=self.faults)
        for name in data.keys() - {"questionnaire", "evidence", "questions"}:
            self._refuse(
                (name,), f"'{name}' is not known here.", "Take it out, or write it where it is asked."
            )
        rows = [row for at, one in enumerate(data["questions"]) if (row := self._row(at, one))]
        return Filled(self._head(data), rows, list(self._sources(data)), self.faults)

    def _head(self, data: Mapping[str, Any]) -> dict[str, str]:
        head = data.get("questionnaire")
        return (
            {name.replace("_", " "): str(text) for name, text in head.items()}
            if isinstance(head, dict)
            else {}
        )

    def _row(self, at: int, row: Any) -> Row | None:
        path: Path = ("questions", at)
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            self._refuse(path, "the entry names no question.", "Write its id, or take the entry out.")
            return None
        for name in row.keys() - _KEYS:
            self._refuse((*path, name), f"'{name}' is not known here.", "Write remarks into 'note'.")
        text = {name: self._text(path, row, name) for name in _TEXTS}
        criterion = self.pack.criteria.get(row["id"])
        state = text["state"] or (GIVEN if "answer" in row else "")
        if "answer" in row and state != GIVEN:
            self._refuse(
                (*path, "answer"),
                f"the state says '{state}', and there is an answer as well.",
                "Keep one of the two.",
            )
        said = Said(
            state,
            row.get("answer"),
            self._ids(path, row.get("evidence")),
            text["note"],
            text["countersigned_by"],
        )
        return Row(
            place=self._place(path),
            answer_place=self._place((*path, "answer")),
            criterion=row["id"],
            answerer=str(row.get("asked_of", "")),
            said=settle(self.pack, criterion, said) if criterion else said,
            status=text["draft_or_final"].strip().lower(),
            told_by=text["told_by"],
            answered_by=text["answered_by"],
            based_on=str(row.get("based_on", "")),
            check=text["check"],
        )

    def _text(self, path: Path, row: Mapping[str, Any], name: str) -> str:
        value = row.get(name)
        if value is None:
            return ""
        if isinstance(value, dict | list | bool):
            self._refuse((*path, name), f"'{name}' is no text.", "Write it as one text.")
            return ""
        return str(value)

    def _ids(self, path: Path, value: Any) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            self._refuse((*path, "evidence"), "'evidence' is no list of ids.", "Write it like [E-1, E-2].")
            return ()
        return tuple(value)

    def _sources(self, data: Mapping[str, Any]) -> Iterator[tuple[str, Source]]:
        sources = data.get("evidence") or {}
        if not isinstance(sources, dict):
            self._refuse(("evidence",), "'evidence' is no list by id.", "Write each piece under its id.")
            return
        for ident, one in sources.items():
            path = ("evidence", ident)
            if not isinstance(one, dict) or one.keys() - set(_SOURCE_KEYS):
                self._refuse(
                    path, f"the evidence {ident} has other fields than {', '.join(_SOURCE_KEYS)}.", "Mend it."
                )
                continue
            yield (
                self._place(path),
                Source(str(ident), **{name: self._text(path, one, name) for name in _SOURCE_KEYS}),
            )

    def _place(self, path: Path) -> str:
        return f"line {self.located.line(path)}"

    def _refuse(self, path: Path, what: str, how: str) -> None:
        self.faults.append(Fault(self._place(path), what, how))
