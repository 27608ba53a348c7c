"""A policy pack: the rules of one office, as data, whole and unchanging.

A pack is known by its hash, taken over the canonical form of all its files; cases pin it by that hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vetting.agreements.terms import TermRule
from vetting.policy.grammar import AnswerType, Effect
from vetting.policy.tables import Tables


@dataclass(frozen=True, slots=True)
class Criterion:
    """One question, who answers it, from when it is asked, and what follows from the answers."""

    id: str
    stage: str
    question: str
    guidance: str
    answer_type: AnswerType
    answered_by: tuple[str, ...]
    asked_from: str
    effects: tuple[Effect, ...]
    same_as: str | None
    sources: tuple[str, ...]
    answer_text: str = ""

    @property
    def is_act(self) -> bool:
        """Whether the system sees the act, so that nobody is asked."""
        return self.asked_from.partition(":")[0] == "act"

    @property
    def is_computed(self) -> bool:
        """Whether the answer is computed; it is never asked and never unanswered."""
        return self.asked_from == "computed"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the walk; its criteria carry one of the prefixes."""

    id: str
    prefixes: tuple[str, ...]
    title: str


@dataclass(frozen=True, slots=True)
class Example:
    """An answer (or the answers of a coupling) and exactly the effects it has."""

    subject: str
    case: str
    answer: Any
    given: Mapping[str, Any]
    expected: tuple[str, ...]
    line: int


@dataclass(frozen=True, eq=False)
class Pack:
    """A pack that was loaded whole and found without fault. Compared by identity; known by its hash."""

    name: str
    version: str
    title: str
    statement: str
    languages: tuple[str, ...]
    stages: tuple[Stage, ...]
    criteria: Mapping[str, Criterion]
    rules: Tables
    tables: Mapping[str, Any]
    lists: Mapping[str, Any]
    conditions: Mapping[str, Mapping[str, str]]
    sources: Mapping[str, Mapping[str, str]]
    examples: tuple[Example, ...]
    hash: str
    raw: Mapping[str, bytes] = field(repr=False)
    extends: str = ""  # the pack that it adds to and tightens, as name@version
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)  # by language, by key
    data: Mapping[str, Any] = field(
        default_factory=dict, repr=False
    )  # its files, laid over those of its parent
    said: Mapping[str, Any] = field(
        default_factory=dict, repr=False
    )  # what each file of raw says; this is hashed
    terms: tuple[TermRule, ...] = ()  # what is looked for in a draft agreement

    def stage_of(self, criterion: str) -> str:
        """The stage a criterion belongs to."""
        return self.criteria[criterion].stage

    def in_stage(self, stage: str) -> tuple[Criterion, ...]:
        """The criteria of a stage, in the order of the pack."""
        return tuple(one for one in self.criteria.values() if one.stage == stage)


def hash_files(data: Mapping[str, Any]) -> str:
    """The hash of a pack: its files as data, so that a comment or a line break changes nothing."""
    return "sha256:" + hashlib.sha256(to_canonical(data)).hexdigest()


def to_canonical(data: Mapping[str, Any]) -> bytes:
    """The bytes that are hashed: whoever has them can check a pack's hash without reading YAML."""
    return json.dumps(
        _with_text_keys(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def _with_text_keys(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _with_text_keys(item) for key, item in value.items()}
    return [_with_text_keys(item) for item in value] if isinstance(value, list) else value
