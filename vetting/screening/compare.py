"""Two names side by side: which words are the same, which are close, which stand alone.

Words are paired from the closest pair on, in any order. What is left on both sides speaks against the names being
one; what is left on one side alone is a name dropped or added, and says less.

>>> from vetting.screening.entities import Kind
>>> from vetting.screening.names import analyse
>>> a, b = analyse("Usama bin Ladin", Kind.PERSON), analyse("LADEN, Osama", Kind.PERSON)
>>> found = compare_names(a, b)
>>> [(pair.left, pair.right) for pair in found.pairs], found.left_over
([('usama', 'osama'), ('ladin', 'laden')], ('bin',))
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from vetting.screening.filiation import is_turned
from vetting.screening.joins import join_split_words
from vetting.screening.names import Name, Reading, Word

CLOSE = 0.6  # from here on two words may be one
CONFLICT = 1.7  # what a word left on both sides costs, against the weight of one that is paired
EXTRA = 0.34  # what a word left on one side costs
LONE_EXTRA = 0.75  # the same, where a single word is all that is paired
CONSONANTS_ONLY = 0.93  # the most that consonants alone can say of a word
SOUND_ALIKE = 0.94
INITIAL = 0.85  # a word against its first letter
INITIALS = 0.77  # what it says that one name is the first letters of the other
JOINED_EDIT = 1.9  # what an edit costs in names run together, as a share of their length
SAME_NAME = 0.94  # one given name, written in two languages or shortened
OTHER_NAME = 0.5  # two given names, however alike they look: Hasan and Husayn, Maria and Mario
BONES_ALIKE = 0.8  # what the same consonants say, where there are enough of them
ENOUGH_BONES = 3
OTHER_WORD = 3  # so many edits, and other consonants, are no slip: Federman and Federer
SHORT = 3  # a name of one word with so few letters is like too many others in sound: CMD and Komid
SHORT_ALIKE = 0.7  # the most that its sound can say, below an alert
TELLING = 0.5  # the weight from which on a word tells parties apart

Measure = Callable[[Word, Word], float]


class Pair(NamedTuple):
    """Two words taken for one, and how close they are, from 0 to 1."""

    left: str
    right: str
    closeness: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """How close two names are, from 0 to 1, with the words that were paired and those left over."""

    score: float
    pairs: tuple[Pair, ...] = ()
    left_over: tuple[str, ...] = ()
    right_over: tuple[str, ...] = ()
    agreement: float = 0.0  # how close the paired words are; the losses below bring it down to the score
    conflict_loss: float = 0.0
    extra_loss: float = 0.0
    run_together: bool = False
    initials: bool = False
    turned: bool = False  # child and father of one name are father and child of the other


def compare_names(left: Name, right: Name) -> Comparison:
    """The best comparison among the readings of both names."""
    measure = _choose_measure(left, right)
    pairs = [(i, j) for i in range(len(left.readings)) for j in range(len(right.readings))]
    found = Comparison(0.0)
    for i, j in pairs:
        aligned = _align_joined(left.readings[i], right.readings[j], measure)
        found = max((found, aligned), key=lambda one: one.score)
        if not any(pair.closeness == OTHER_NAME for pair in aligned.pairs):
            found = max((found, _run_together(left, right, i, j)), key=lambda one: one.score)
    if found.score < INITIALS and _stands_for(left, right):
        return Comparison(INITIALS, initials=True)
    return found


def _stands_for(left: Name, right: Name) -> bool:
    """Whether one name is the first letters of the other, as three or more: PLA, People's Liberation Army."""
    return bool(set(left.joined) & set(right.acronyms) or set(right.joined) & set(left.acronyms))


def _choose_measure(left: Name, right: Name) -> Measure:
    """How words are compared: by consonants where one side has no vowels, without slips where syllables are few."""
    if left.consonantal != right.consonantal:
        return _consonants_closeness
    if left.syllabic or right.syllabic:
        return _exact_closeness
    return _closeness if left.latin and right.latin else _transcribed_closeness


def _run_together(left: Name, right: Name, i: int, j: int) -> Comparison:
    """The names without spaces: their telling words, or all of their words."""
    if left.consonantal != right.consonantal:
        return Comparison(0.0)
    score = _compare_joined(left.joined[i], right.joined[j])
    told_both = (
        left.legal_form and right.legal_form
    )  # no slip hides a form, and long ones would outweigh the name
    if not told_both and (left.joined[i] != left.whole[i] or right.joined[j] != right.whole[j]):
        score = max(score, _compare_joined(left.whole[i], right.whole[j]))
    if score < 1 and (left.syllabic or right.syllabic):
        return Comparison(0.0)
    return Comparison(score, run_together=True)


def _compare_joined(left: str, right: str) -> float:
    """Names run together: catches a lost or moved space, and an edit across words."""
    longer = max(len(left), len(right))
    if abs(len(left) - len(right)) > longer * 0.25:
        return 0.0
    edits = OSA.distance(left, right, score_cutoff=longer // 4 + 1)
    return max(0.0, 1.0 - JOINED_EDIT * edits / longer)


def _align_joined(left: Reading, right: Reading, measure: Measure) -> Comparison:
    """The words as written; and where some are left on a side, with those joined that the other side writes as one."""
    found = _align(left, right, measure)
    if found.left_over or found.right_over:
        joined = join_split_words(left, right), join_split_words(right, left)
        if joined != (left, right):
            found = max(found, _align(*joined, measure), key=lambda one: one.score)
    return replace(found, turned=True) if found.score and is_turned(left, right) else found


def _align(left: Reading, right: Reading, measure: Measure) -> Comparison:
    pairs, rest_left, rest_right = _pair_words(left, right, measure)
    if not pairs:
        return Comparison(0.0)
    told = sum(weight * closeness for _, _, closeness, weight in pairs)
    whole = sum(weight for _, _, _, weight in pairs)
    over_left, over_right = _weigh(rest_left), _weigh(rest_right)
    conflict = min(over_left, over_right)
    extra = max(over_left, over_right) - conflict
    strong = sum(1 for _, _, _, weight in pairs if weight >= TELLING)
    per_extra = EXTRA if strong > 1 else LONE_EXTRA
    against, beside = CONFLICT * conflict, per_extra * extra
    agreement = told / whole
    score = told / (whole + against + beside)
    loss = agreement - score
    against_share = against / (against + beside) if loss else 0.0
    return Comparison(
        score,
        tuple(Pair(a.text, b.text, closeness) for a, b, closeness, _ in pairs),
        tuple(word.text for word in rest_left),
        tuple(word.text for word in rest_right),
        agreement,
        loss * against_share,
        loss * (1.0 - against_share),
    )


def _weigh(words: Sequence[Word]) -> float:
    return sum(word.weight for word in words)


def _pair_words(
    left: Reading, right: Reading, measure: Measure
) -> tuple[list[tuple[Word, Word, float, float]], list[Word], list[Word]]:
    """Pair the closest words first; give the pairs with their weights, and what is left of each side."""
    near = _find_near(left, right, measure)
    near.sort(reverse=True)
    used_left: set[int] = set()
    used_right: set[int] = set()
    found: list[tuple[int, tuple[Word, Word, float, float]]] = []
    for closeness, _, minus_i, minus_j in near:
        i, j = -minus_i, -minus_j
        if i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        a, b = left[i], right[j]
        found.append((i, (a, b, closeness, (a.weight + b.weight) / 2)))
    pairs = _temper([pair for _, pair in sorted(found, key=lambda one: one[0])])
    rest_left = [word for i, word in enumerate(left) if i not in used_left]
    rest_right = [word for j, word in enumerate(right) if j not in used_right]
    return pairs, rest_left, rest_right


def _temper(pairs: list[tuple[Word, Word, float, float]]) -> list[tuple[Word, Word, float, float]]:
    """The pairs, with little said by one short word that is all there is and is not spelt the same."""
    if len(pairs) != 1:
        return pairs
    a, b, closeness, weight = pairs[0]
    is_told = closeness == 1.0 or (a.known and a.known == b.known) or min(len(a.text), len(b.text)) > SHORT
    return pairs if is_told else [(a, b, min(closeness, SHORT_ALIKE), weight)]


def _find_near(left: Reading, right: Reading, measure: Measure) -> list[tuple[float, float, int, int]]:
    return [
        (closeness, a.weight + b.weight, -i, -j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if (closeness := measure(a, b)) >= OTHER_NAME
    ]


@lru_cache(maxsize=400_000)
def _closeness(a: Word, b: Word) -> float:
    """How close two words are; so many edits, with other consonants, are no slip."""
    close = _transcribed_closeness(a, b)
    if close in (0.0, 1.0, OTHER_NAME, SAME_NAME, INITIAL) or a.bones == b.bones:
        return close
    return 0.0 if OSA.distance(a.text, b.text, score_cutoff=OTHER_WORD - 1) >= OTHER_WORD else close


@lru_cache(maxsize=100_000)
def _transcribed_closeness(a: Word, b: Word) -> float:
    """How close two words are: the same, alike in sound, an initial, or a few letters apart."""
    if a.text == b.text:
        return 1.0
    shorter, longer = sorted((len(a.text), len(b.text)))
    if shorter == 1:
        return INITIAL if a.text[0] == b.text[0] and not a.text.isdigit() and not b.text.isdigit() else 0.0
    if a.text.isdigit() or b.text.isdigit():
        return 0.0
    if a.known and a.known == b.known:
        return SAME_NAME
    if a.sound == b.sound:
        return SOUND_ALIKE
    if longer > 2 * shorter:
        return 0.0
    edits = OSA.distance(a.text, b.text)
    in_sound = OSA.distance(a.sound, b.sound) + 0.25
    spelt = 1.0 - edits / longer
    heard = 1.0 - in_sound / max(len(a.sound), len(b.sound))
    close = max(spelt, heard)
    if len(a.bones) >= ENOUGH_BONES and a.bones == b.bones:
        close = max(close, BONES_ALIKE)
    if close < CLOSE:
        return 0.0
    return OTHER_NAME if a.known and b.known else close


def _exact_closeness(a: Word, b: Word) -> float:
    if a.text == b.text:
        return 1.0
    return SOUND_ALIKE if a.sound == b.sound else 0.0


@lru_cache(maxsize=100_000)
def _consonants_closeness(a: Word, b: Word) -> float:
    """How close the consonants of two words are; used where one side has no vowels."""
    if a.bones == b.bones:
        return CONSONANTS_ONLY if len(a.bones) > 1 else CONSONANTS_ONLY - 0.1
    longer = max(len(a.bones), len(b.bones))
    if longer < ENOUGH_BONES:
        return 0.0
    return CONSONANTS_ONLY * (1.0 - OSA.distance(a.bones, b.bones) / longer)
