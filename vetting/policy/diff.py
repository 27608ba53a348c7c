"""What changed between two packs, in rules: sentences that a lawyer can check against both."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from vetting.policy.grammar import Compare, Effect
from vetting.policy.pack import Criterion, Pack
from vetting.policy.strict_yaml import path_text

_FIELDS: Final = (
    ("question", "question"),
    ("guidance", "guidance"),
    ("answer_text", "answer"),
    ("answered_by", "answered by"),
    ("asked_from", "asked from"),
    ("sources", "sources"),
    ("same_as", "twin"),
)
_HEAD: Final = (
    ("title", "the title"),
    ("statement", "the statement"),
    ("languages", "the languages"),
    ("extends", "the parent"),
)
_PROSE: Final = frozenset({"question", "guidance"})
_LONG: Final = 60
_ENTRIES: Final = (
    ("conditions.yaml", "the condition"),
    ("sources.yaml", "the source"),
    ("lists.yaml", "the list"),
)


class Change(NamedTuple):
    """One change: what it is about (a criterion, a table, an entry), and what changed, as a sentence."""

    subject: str
    what: str

    def __str__(self) -> str:
        """As a person reads it."""
        return f"{self.subject} {self.what}"


def diff_packs(old: Pack, new: Pack) -> tuple[Change, ...]:
    """Every change from the old pack to the new one, in the order of the packs; examples and layout do not count."""
    return (
        *_head(old, new),
        *_criteria(old, new),
        *_tables(old.tables, new.tables, ()),
        *(change for name, noun in _ENTRIES for change in _entries(name, noun, old, new)),
    )


def _head(old: Pack, new: Pack) -> Iterable[Change]:
    for name, noun in _HEAD:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(noun, _became(before, after))
    if [one.id for one in old.stages] != [one.id for one in new.stages]:
        before, after = ([one.id for one in pack.stages] for pack in (old, new))
        yield Change("the stages", _became(before, after))


def _criteria(old: Pack, new: Pack) -> Iterable[Change]:
    for one in old.criteria.values():
        if one.id not in new.criteria:
            yield Change(one.id, f"retired: {one.question}")
        else:
            yield from _criterion(one, new.criteria[one.id])
    for one in new.criteria.values():
        if one.id not in old.criteria:
            yield Change(one.id, f"added: {one.question}")


def _criterion(old: Criterion, new: Criterion) -> Iterable[Change]:
    for field, name in _FIELDS:
        before, after = getattr(old, field), getattr(new, field)
        if before != after:
            what = "was reworded" if field in _PROSE else _became(before, after)
            yield Change(f"{old.id}: the {name}" if field in _PROSE else f"{old.id}: {name}", what)
    yield from _effects(old, new)


def _effects(old: Criterion, new: Criterion) -> Iterable[Change]:
    """Effects that went and came; those with the same test, or the same consequence, are told as one change."""
    gone = [one for one in old.effects if one.text not in {effect.text for effect in new.effects}]
    come = [one for one in new.effects if one.text not in {effect.text for effect in old.effects}]
    for before in gone:
        after = _counterpart(before, come)
        if after is None:
            yield Change(old.id, f"lost {before.text}")
        else:
            come.remove(after)
            yield Change(f"{old.id}:", _effect_change(before, after))
    yield from (Change(old.id, f"got {effect.text}") for effect in come)


def _counterpart(effect: Effect, others: Sequence[Effect]) -> Effect | None:
    same_kind = [one for one in others if one.consequence.kind == effect.consequence.kind]
    same_when = [one for one in same_kind if one.when == effect.when]
    same_then = [one for one in same_kind if one.consequence == effect.consequence]
    return next(iter([*same_when, *same_then]), None)


def _effect_change(old: Effect, new: Effect) -> str:
    limit = _moved_limit(old, new)
    if old.when == new.when:
        return f"{old.consequence.text} became {new.consequence.text}, for {_when(new)}"
    if limit:
        return f"limit {limit[0]} → {limit[1]}, for {new.consequence.text}"
    return f"{new.consequence.text} is given for {_when(new)} and no longer for {_when(old)}"


def _moved_limit(old: Effect, new: Effect) -> tuple[str, str] | None:
    """The limit before and after, where nothing else of the test differs."""
    gone = [atom for atom in old.when if atom not in new.when]
    come = [atom for atom in new.when if atom not in old.when]
    if len(gone) != 1 or len(come) != 1:
        return None
    one, two = gone[0], come[0]
    if isinstance(one, Compare) and isinstance(two, Compare) and (one.fact, one.op) == (two.fact, two.op):
        return _limit(one), _limit(two)
    return None


def _limit(atom: Compare) -> str:
    return f"{atom.low}..{atom.high}" if atom.op == ".." else str(atom.low)


def _when(effect: Effect) -> str:
    return effect.text.partition(" -> ")[0]


def _tables(old: Any, new: Any, path: tuple[str | int, ...]) -> Iterable[Change]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for key in [*old, *(one for one in new if one not in old)]:
            if key not in new:
                yield Change(path_text((*path, key)), "was dropped")
            elif key not in old:
                yield Change(path_text((*path, key)), "was added")
            else:
                yield from _tables(old[key], new[key], (*path, key))
    elif isinstance(old, list) and isinstance(new, list):
        yield from _rows(old, new, path)
    elif old != new:
        yield Change(path_text(path), _became(old, new))


def _rows(old: Sequence[Any], new: Sequence[Any], path: tuple[str | int, ...]) -> Iterable[Change]:
    place = path_text(path)
    if len(old) == len(new):
        for number, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _tables(before, after, (*path, number)) if isinstance(before, Mapping) else ()
            if not isinstance(before, Mapping) and before != after:
                yield Change(f"{place}[{number}]", _became(before, after))
        return
    yield from (Change(place, f"lost {_shown(one)}") for one in old if one not in new)
    yield from (Change(place, f"got {_shown(one)}") for one in new if one not in old)


def _entries(name: str, noun: str, old: Pack, new: Pack) -> Iterable[Change]:
    before, after = (pack.data[name] for pack in (old, new))
    for key in [*before, *(one for one in after if one not in before)]:
        if key not in after:
            yield Change(f"{noun} {key}", "was dropped")
        elif key not in before:
            yield Change(f"{noun} {key}", "was added")
        elif before[key] != after[key]:
            yield Change(f"{noun} {key}", _entry_change(before[key], after[key]))


def _entry_change(old: Any, new: Any) -> str:
    before, after = (one if isinstance(one, Mapping | list) else [one] for one in (old, new))
    gone, come = (
        [key for key in one if key not in other] for one, other in ((before, after), (after, before))
    )
    parts = [f"lost {', '.join(map(str, gone))}"] if gone else []
    parts += [f"got {', '.join(map(str, come))}"] if come else []
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        reworded = [str(key) for key in before if key in after and before[key] != after[key]]
        parts += [f"has another {', '.join(reworded)}"] if reworded else []
    return " and ".join(parts) or "was put in another order"


def _became(old: Any, new: Any) -> str:
    return f"{_shown(old)} → {_shown(new)}"


def _shown(value: Any) -> str:
    if isinstance(value, tuple | list):
        text = ", ".join(map(_shown, value))
    elif isinstance(value, Mapping):
        text = ", ".join(f"{key} {_shown(item)}" for key, item in value.items())
    else:
        text = "" if value is None else str(value)
    text = text or "nothing"
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"
