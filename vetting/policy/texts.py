"""What a pack says in other languages: one flat file for each, texts/<language>.yaml, keyed by what is said.

The English texts are the pack's own. A key is the id and the field: ``INT-01.question``, ``conditions.care.text``,
``lists.rights.life``, ``stages.intake``, ``because.controversy_floor#1``. A language that pack.yaml declares is complete;
one that is only begun is counted and shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from vetting.policy.pack import Pack
from vetting.policy.places import Places
from vetting.policy.shapes import Shape
from vetting.policy.strict_yaml import Fault, Located

LANGUAGES: Final = ("ar", "zh", "en", "fr", "ru", "es")
OWN: Final = "en"

_FOLDER: Final = "texts/"
Texts = Mapping[str, str]


def read_texts(located: Mapping[str, Located], faults: list[Fault]) -> dict[str, Texts]:
    """The texts of each language that has a file, by key."""
    found: dict[str, Texts] = {}
    for name, one in located.items():
        if name.startswith(_FOLDER):
            language = name.removeprefix(_FOLDER).removesuffix(".yaml")
            shape = Shape(one, faults)
            if language == OWN or language not in LANGUAGES:
                shape.fault(f"{language} is no language of translation here", "Use ar, zh, fr, ru or es")
            found[language] = {str(key): item.text() for key, item in shape.entries()}
    return found


def own_texts(pack: Pack) -> dict[str, str]:
    """The English texts of a pack by key: what a translator is to translate."""
    texts = {"title": pack.title, "statement": pack.statement}
    texts |= {f"stages.{stage.id}": stage.title for stage in pack.stages}
    for one in pack.criteria.values():
        texts |= {f"{one.id}.question": one.question, f"{one.id}.guidance": one.guidance}
    for slug, condition in pack.conditions.items():
        texts |= {f"conditions.{slug}.{field}": text for field, text in condition.items()}
    return {**texts, **dict(_list_titles(pack.lists)), **dict(_reasons(pack))}


def count_texts(pack: Pack) -> dict[str, tuple[int, int]]:
    """How many texts each of the six languages has, and how many there are."""
    wanted = own_texts(pack).keys()
    have = {language: len(wanted & pack.texts.get(language, {}).keys()) for language in LANGUAGES}
    return {
        language: (len(wanted) if language == OWN else have[language], len(wanted)) for language in LANGUAGES
    }


def text_in(pack: Pack, language: str, key: str) -> str:
    """A text in this language, else in English; raises KeyError for a key that the pack does not have."""
    return pack.texts.get(language, {}).get(key) or own_texts(pack)[key]


def check_texts(pack: Pack, places: Places) -> None:
    """Keys that name nothing, and declared languages that are not complete."""
    wanted = own_texts(pack)
    for language, texts in pack.texts.items():
        for key in texts.keys() - wanted.keys():
            what = f"{key} names no text of the pack"
            places.add(f"{_FOLDER}{language}.yaml", (key,), what, "Use the key of a text that it has")
    for number, language in enumerate(pack.languages):
        missing = [key for key in wanted if key not in pack.texts.get(language, {})]
        if language not in LANGUAGES:
            what, how = f"{language} is none of the languages", "Declare ar, zh, en, fr, ru or es"
            places.add("pack.yaml", ("languages", number), what, how)
        elif language != OWN and missing:
            what = f"{language} lacks {len(missing)} of {len(wanted)} texts, the first {missing[0]}"
            places.add(
                "pack.yaml", ("languages", number), what, "Translate them, or do not declare the language"
            )


def _list_titles(lists: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    for name, items in lists.items():
        for key, item in items.items() if isinstance(items, dict) else ():
            title = item.get("title") if isinstance(item, dict) else item
            if isinstance(title, str):
                yield f"lists.{name}.{key}", title


def _reasons(pack: Pack) -> Iterable[tuple[str, str]]:
    rules = pack.rules
    for coupling in rules.couplings:
        yield from ((f"because.{coupling.row_name(row)}", row.because) for row in coupling.rows)
    for name, rows in (("admissible", rules.outcomes.admissible), ("suggested", rules.outcomes.suggested)):
        yield from ((f"because.{name}#{row.number}", row.because) for row in rows)
    for number, test in enumerate(rules.light.preconditions, 1):
        yield f"because.light_depth#{number}", test.because
