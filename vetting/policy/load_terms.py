"""The rules of terms of a pack: terms.yaml, an entry for each rule by its id.

- A rule names a criterion of the pack and says whether the words answer it or contradict it.
- Its words are patterns (``vetting.agreements.patterns``) in one or more of the six languages of the United Nations.
- It brings a sentence in which it fires, and where it has an exception, one in which it keeps silent; both are run.
- Words that many patterns share stand in vocabulary.yaml under a name, and in a pattern as ``$name``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from vetting.agreements.clauses import Clause
from vetting.agreements.patterns import Pattern, PatternFault, parse_pattern
from vetting.agreements.terms import TermRule, suggest_terms
from vetting.domain.clause_links import Says
from vetting.policy.load_vocabulary import LANGUAGES, Vocabularies, check_used, read_vocabularies
from vetting.policy.shapes import Shape
from vetting.policy.strict_yaml import Fault, Located

TERMS_FILE: Final = "terms.yaml"
_KEYS: Final = ("criterion", "says", "about", "find", "fires")
_MORE: Final = ("unless", "silent", "also")


def read_terms(
    located: Mapping[str, Located], criteria: Mapping[str, object], faults: list[Fault]
) -> tuple[TermRule, ...]:
    """The rules, each read and tried; what is wrong goes to the faults."""
    if TERMS_FILE not in located:
        return ()
    vocabularies = read_vocabularies(located, faults)
    entries = Shape(located[TERMS_FILE], faults).entries()
    rules = tuple(_read_rule(str(ident), shape, criteria, vocabularies) for ident, shape in entries)
    check_used(located, faults)
    return rules


def _read_rule(
    ident: str, shape: Shape, criteria: Mapping[str, object], vocabularies: Vocabularies
) -> TermRule:
    before = len(shape.faults)
    shape.check_keys(_KEYS, _MORE)
    find, unless, also = (
        tuple(_read_patterns(shape / key, vocabularies)) if shape.has(key) else ()
        for key in ("find", "unless", "also")
    )
    says = Says((shape / "says").one_of((Says.ANSWERS.value, Says.CONTRADICTS.value)))
    criterion, about = (shape / "criterion").text("-"), (shape / "about").text()
    rule = TermRule(ident, criterion, says, about, find, unless, also)
    if rule.criterion not in criteria:
        what = f"{ident}: the criterion {rule.criterion} is not known"
        (shape / "criterion").fault(what, "Use an id that the pack has")
    if len(shape.faults) == before:
        _try_sentences(rule, shape)
    return rule


def _read_patterns(shape: Shape, vocabularies: Vocabularies) -> Iterator[tuple[str, Pattern]]:
    for language, patterns in shape.entries():
        if language not in LANGUAGES:
            (shape / language).fault(f"{language} is not known here", f"Use {', '.join(LANGUAGES)}")
            continue
        for item in patterns.items():
            try:
                yield str(language), parse_pattern(item.text("-"), vocabularies.get(str(language), {}))
            except PatternFault as fault:
                item.fault(str(fault), "Write it as the README of the pack shows")


def _try_sentences(rule: TermRule, shape: Shape) -> None:
    """Whether the rule does what its own sentences say."""
    if not _fires(rule, (shape / "fires").text()):
        what = f"{rule.id} does not fire on its own sentence"
        (shape / "fires").fault(what, "Change the words or the sentence")
    if shape.has("silent") and _fires(rule, (shape / "silent").text()):
        what = f"{rule.id} fires where it should keep silent"
        (shape / "silent").fault(what, "Change the words or the sentence")
    if rule.unless and not shape.has("silent"):
        shape.fault(f"{rule.id} has an exception and no sentence for it", "Add silent")


def _fires(rule: TermRule, sentence: str) -> bool:
    found = suggest_terms([Clause("1", "1", "", sentence)], [rule])
    return any(one.says is not Says.ABSENT for one in found)
