"""YAML is read without surprises, and every fault has its line."""

import pytest

from vetting.policy.strict_yaml import MAX_DEPTH, MAX_FAULTS, load_yaml


def faults_of(text: str | bytes) -> list[str]:
    return [str(fault) for fault in load_yaml(text, "case.yaml").faults]


def test_words_dates_and_decimals_stay_text() -> None:
    text = 'a: yes\nb: off\nc: 2020-03-29\nd: 0.5\ne: 007\nf: "12"\ng: 12\nh: -3\ni: true\nj:\nk: |\n  12\n'
    assert load_yaml(text, "case.yaml").data == {
        "a": "yes", "b": "off", "c": "2020-03-29", "d": "0.5", "e": "007", "f": "12", "g": 12, "h": -3, "i": True,
        "j": None, "k": "12\n",
    }  # fmt: skip


def test_an_empty_file_says_nothing() -> None:
    assert load_yaml("", "case.yaml").data is None
    assert faults_of("# a comment\n") == []


def test_every_value_has_its_line() -> None:
    found = load_yaml("a:\n  - b: 1\n    c: 2\n  - {d: 3}\n", "case.yaml")
    paths = [(), ("a",), ("a", 0, "c"), ("a", 1, "d"), ("a", 7), ("z",), ("a", 0, "c", "deeper")]
    assert [found.line(path) for path in paths] == [1, 2, 3, 4, 2, 1, 3]
    assert load_yaml("", "case.yaml").line(("a",)) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\na: 2\n", "case.yaml, line 2 (a): the key a stands twice. Keep one of them."),
        (
            "a: &x 1\n",
            "case.yaml, line 1 (a): the anchor &x is not allowed. Write the value out where it is used.",
        ),
        (
            "a: [1, *x]\n",
            "case.yaml, line 1 (a[1]): the alias *x points elsewhere. Write the value out where it is used.",
        ),
        (
            "a: !!python/object:os.system 1\n",
            "case.yaml, line 1 (a): the tag tag:yaml.org,2002:python/object:os.system is not allowed. Write the plain value.",
        ),
        (
            "? [1]\n: 2\n",
            "case.yaml, line 1: a key is neither a word nor a whole number. Give the entry a plain name.",
        ),
        (
            "true: 2\n",
            "case.yaml, line 1: a key is neither a word nor a whole number. Give the entry a plain name.",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "case.yaml, line 2: a second document begins here. Keep one document in one file.",
        ),
        (
            "a: [1\nb: 2\n",
            (
                "case.yaml, line 2: this is not well-formed YAML: did not find expected ',' or ']'. "
                "Mend the line or the one before it."
            ),
        ),
        ("a: 1\nb: \x00\n", "case.yaml, line 2: the control character U+0000 stands in the text. Remove it."),
        (b"a: 1\nb: \xff\n", "case.yaml, line 2: the file is not UTF-8 text. Save it as UTF-8."),
        (
            "a: \ufffe",
            "case.yaml: this is not well-formed YAML: control characters are not allowed. Mend the line or the one before it.",
        ),
    ],
)
def test_each_surprise_is_a_fault_with_a_way_to_mend_it(text: str | bytes, expected: str) -> None:
    assert expected in faults_of(text)


def test_an_alias_is_a_fault_even_where_its_anchor_is_one() -> None:
    assert [fault.split(": ", 1)[1] for fault in faults_of("a: &x {b: 1}\nc: *x\n")] == [
        "the anchor &x is not allowed. Write the value out where it is used.",
        "the alias *x points elsewhere. Write the value out where it is used.",
    ]


def test_size_depth_and_number_of_faults_are_bounded() -> None:
    assert load_yaml("a: 12345", "case.yaml", max_bytes=5).faults[0].what == "the file is larger than 5 bytes"
    assert (
        load_yaml("[" * 5000, "case.yaml").faults[-1].what == f"values are nested more than {MAX_DEPTH} deep"
    )
    laughs = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{'*a' + str(n - 1) + ', '}x]\n" for n in range(1, 500))
    assert len(load_yaml(laughs, "case.yaml").faults) == MAX_FAULTS
    assert len(load_yaml("{" + "a: 1, " * 400 + "}", "case.yaml").faults) == MAX_FAULTS


def test_a_byte_order_mark_is_no_fault() -> None:
    assert load_yaml(b"\xef\xbb\xbfa: 1\n", "case.yaml").data == {"a": 1}
