"""The catalogue: every refusal in the code has a sentence, and every sentence is used."""

import re
from pathlib import Path
from string import Formatter

import pytest

from vetting.domain.errors import Refusal
from vetting.domain.sentences import CATALOGUES, ENGLISH, to_sentence

SOURCES = Path(__file__).parents[2] / "vetting"
CODE = re.compile(r'Refusal\(\s*"([a-z_]+)"')


def codes_in_use() -> set[str]:
    return {code for path in SOURCES.rglob("*.py") for code in CODE.findall(path.read_text())}


def test_every_code_in_use_has_a_sentence_and_every_sentence_a_use() -> None:
    assert codes_in_use() == set(ENGLISH)


@pytest.mark.parametrize("sentence", ENGLISH.values(), ids=list(ENGLISH))
def test_a_sentence_begins_and_ends_like_one(sentence: str) -> None:
    assert sentence.strip() == sentence
    assert sentence[0] in "{ATOUY" or sentence[0].isupper()
    assert sentence.endswith((".", "{fault}"))


def test_no_two_sentences_are_alike() -> None:
    assert len(set(ENGLISH.values())) == len(ENGLISH)


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_uses_the_parameters_of_the_english_one(language: str) -> None:
    for code, sentence in CATALOGUES[language].items():
        assert parameters(sentence) == parameters(ENGLISH[code])


def test_a_refusal_reads_as_its_sentence_and_in_english_where_a_language_has_none() -> None:
    refusal = Refusal("no_such_move", {"status": "ended", "to": "triage"})
    assert to_sentence(refusal) == "A case that is ended cannot become triage."
    assert to_sentence(refusal, "xx") == to_sentence(refusal)


def parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
