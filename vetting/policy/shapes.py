"""Reading the shape of a file: the value that is wanted, or a fault with its line; never an exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from vetting.policy.grammar import GrammarError
from vetting.policy.strict_yaml import Fault, Located, Path, Step

T = TypeVar("T")


class Shape:
    """One place in a file, with the list in which faults are gathered."""

    def __init__(self, located: Located, faults: list[Fault], path: Path = ()) -> None:
        """A place of the file; the faults found go to the list."""
        self.located = located
        self.faults = faults
        self.path = path
        self.value: Any = _at(located.data, path)

    def __truediv__(self, step: Step) -> Shape:
        """The place one step deeper."""
        return Shape(self.located, self.faults, (*self.path, step))

    def fault(self, what: str, how: str) -> None:
        """Report that something is wrong here."""
        self.faults.append(self.located.fault(self.path, what, how))

    def has(self, key: Step) -> bool:
        """Whether a mapping has the key."""
        return isinstance(self.value, dict) and key in self.value

    def check_keys(self, required: Sequence[str], optional: Sequence[str] = ()) -> bool:
        """Whether this is a mapping with all required keys; unknown keys are faults."""
        if not isinstance(self.value, dict):
            self.fault(f"{_name(self.value)} stands where entries are expected", f"Give {_listing(required)}")
            return False
        for key in self.value:
            if key not in required and key not in optional:
                (self / key).fault(
                    f"the key {key} is not known here", f"Use {_listing((*required, *optional))}"
                )
        missing = [key for key in required if key not in self.value]
        for key in missing:
            self.fault(f"{key} is missing", f"Add {key}")
        return not missing

    def entries(self) -> Iterator[tuple[Step, Shape]]:
        """The entries of a mapping."""
        if not isinstance(self.value, dict):
            self.fault(f"{_name(self.value)} stands where entries are expected", "Write name: value")
            return
        for key in self.value:
            yield key, self / key

    def items(self) -> Iterator[Shape]:
        """The items of a list."""
        if not isinstance(self.value, list):
            self.fault(f"{_name(self.value)} stands where a list is expected", "Write a list")
            return
        for number in range(len(self.value)):
            yield self / number

    def text(self, default: str = "") -> str:
        """A text that is not empty."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return str(self.value)
        if isinstance(self.value, str) and self.value.strip():
            return self.value
        self.fault(f"{_name(self.value)} stands where a text is expected", "Write a text")
        return default

    def integer(self, default: int = 0) -> int:
        """A whole number."""
        if isinstance(self.value, int) and not isinstance(self.value, bool):
            return self.value
        self.fault(f"{_name(self.value)} stands where a whole number is expected", "Write a whole number")
        return default

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(item.text() for item in self.items())

    def one_of(self, options: Sequence[str]) -> str:
        """One of the options; the first where it is none of them, with a fault."""
        if self.value in options:
            return str(self.value)
        self.fault(f"{_name(self.value)} is not known here", f"Use {_listing(options)}")
        return options[0]

    def parsed(self, parse: Callable[[str], T]) -> T | None:
        """The text, parsed; None with a fault where the grammar does not have it."""
        try:
            return parse(self.text("-"))
        except GrammarError as error:
            self.fault(str(error), "Write it as the README of the pack shows")
            return None


def _at(data: Any, path: Path) -> Any:
    for step in path:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def _name(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict | list):
        return "a mapping" if isinstance(value, dict) else "a list"
    return f"{value!r}"[:60]


def _listing(names: Sequence[str]) -> str:
    return ", ".join(names)
