import json
from dataclasses import replace

import pytest

from tests.audit.logs import FINGERPRINT, KEY, ORIGIN, Log, make_log
from vetting.audit import canonical, verify
from vetting.audit.canonical import Json
from vetting.audit.chain import link_after
from vetting.audit.checkpoint import Checkpoint, sign_checkpoint
from vetting.audit.entry import INSTANCE, LARGEST_LEAF, NO_PREVIOUS, LogEntry, Opening
from vetting.audit.note import SigningKey, sign_note
from vetting.audit.tree import EMPTY_ROOT, leaf_hash
from vetting.audit.verify import Break, Report, verify_log

LOG = make_log(12)
ROOT = LOG.tree.root().hex()
ENTRIES = [LogEntry.from_bytes(leaf) for leaf in LOG.leaves]


def leaves_of(entries: list[LogEntry]) -> Log:
    return Log([entry.to_bytes() for entry in entries], [])


def breaks_of(log: Log, checkpoint: str | None = None, *earlier: str) -> list[Break]:
    return list(verify_log(log.lines(), checkpoint or log.checkpoint(), [FINGERPRINT], earlier).breaks)


def test_a_log_that_holds_is_reported_with_its_facts() -> None:
    assert LOG.verify() == Report(ORIGIN, 12, ROOT, cases=3, protected=4, opened=4, breaks=())
    assert LOG.verify().holds


def test_an_empty_log_holds() -> None:
    assert make_log(0).verify() == Report(ORIGIN, 0, EMPTY_ROOT.hex(), 0, 0, 0, ())


def test_the_chain_of_the_instance_is_no_case() -> None:
    of_instance = replace(ENTRIES[0], case=INSTANCE, protected={})
    assert leaves_of([of_instance, *ENTRIES[1:2]]).verify().cases == 1


def test_openings_may_be_removed_and_the_report_counts_what_is_withheld() -> None:
    for kept in range(5):
        report = Log(LOG.leaves, LOG.openings[:kept]).verify()
        assert (report.holds, report.opened, report.withheld) == (True, kept, 4 - kept)


@pytest.mark.parametrize("size", range(13))
def test_a_log_continues_each_of_its_earlier_checkpoints(size: int) -> None:
    assert LOG.verify(*(LOG.checkpoint(earlier) for earlier in range(size))).holds


def test_the_roots_are_those_of_the_tree() -> None:
    hashes = [leaf_hash(leaf) for leaf in LOG.leaves]
    for size in range(13):
        roots = verify._roots(hashes[:size], range(20))
        assert roots == {earlier: LOG.tree.root(earlier) for earlier in range(size + 1)}


# ------------------------------------------------------------------------------------- what each break says


def test_a_changed_entry_breaks_the_root_and_the_chain_at_the_next_of_its_case() -> None:
    changed = leaves_of([ENTRIES[0], replace(ENTRIES[1], by="P-9"), *ENTRIES[2:]])
    assert breaks_of(changed, LOG.checkpoint()) == [
        Break(
            "chain",
            f"number 2 of case-2 after {leaf_hash(changed.leaves[1]).hex()}",
            f"number 2 of case-2 after {leaf_hash(LOG.leaves[1]).hex()}",
            4,
        ),
        Break("root", ROOT, changed.tree.root().hex()),
    ]


def test_a_dropped_entry_breaks_its_case_and_the_size() -> None:
    dropped = Log(LOG.leaves[:1] + LOG.leaves[2:], [])
    assert breaks_of(dropped, LOG.checkpoint()) == [
        Break(
            "chain",
            f"number 1 of case-2 after {NO_PREVIOUS}",
            f"number 2 of case-2 after {leaf_hash(LOG.leaves[1]).hex()}",
            3,
        ),
        Break("size", "12 entries, as the checkpoint says", "11"),
    ]


def test_entries_that_the_checkpoint_does_not_cover_are_a_break() -> None:
    assert breaks_of(LOG, LOG.checkpoint(10)) == [Break("size", "10 entries, as the checkpoint says", "12")]


def test_a_rebuilt_log_signed_with_the_true_key_is_found_by_an_earlier_checkpoint_alone() -> None:
    rebuilt = make_log(12, cases=2)
    assert breaks_of(rebuilt) == []
    assert breaks_of(rebuilt, None, LOG.checkpoint(5)) == [
        Break("fork", f"{LOG.tree.root(5).hex()}, the root of the first 5", rebuilt.tree.root(5).hex())
    ]


def test_a_truncated_log_signed_with_the_true_key_is_found_by_a_later_checkpoint_alone() -> None:
    truncated = Log(LOG.leaves[:9], [])
    assert breaks_of(truncated) == []
    assert breaks_of(truncated, None, LOG.checkpoint()) == [
        Break("size", "at least 12 entries, as an earlier checkpoint says", "9")
    ]


def test_a_break_is_told_in_a_sentence() -> None:
    assert str(Break("size", "10 entries", "12")) == "size: expected 10 entries; found 12."
    assert str(Break("chain", "a", "b", 4)) == "chain at entry 4: expected a; found b."


def test_one_bad_link_is_told_once() -> None:
    entries = [*ENTRIES]
    entries[1] = replace(entries[1], case_seq=7)
    for position in (4, 7, 10):
        entries[position] = replace(entries[position], **link_after(entries[position - 3])._asdict())
    assert [each.kind for each in breaks_of(leaves_of(entries))] == ["chain"]


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        (replace(LOG.openings[1], value="other"), f"{ENTRIES[3].protected['text']} as text"),
        (replace(LOG.openings[1], salt="00" * 16), f"{ENTRIES[3].protected['text']} as text"),
        (replace(LOG.openings[1], field="name"), "no protected field as name"),
        (replace(LOG.openings[1], entry_index=4), "no protected field as text"),
        (replace(LOG.openings[1], entry_index=12), "an entry that can be read"),
    ],
)
def test_a_forged_opening_is_found(opening: Opening, expected: str) -> None:
    report = Log(LOG.leaves, [LOG.openings[0], opening]).verify()
    assert [(each.kind, each.entry, each.expected) for each in report.breaks] == [
        ("opening", opening.entry_index, expected)
    ]
    assert report.opened == 1


def test_a_field_is_opened_once() -> None:
    report = Log(LOG.leaves, [LOG.openings[0]] * 2).verify()
    assert report.breaks == (Break("opening", "one opening of text", "a second", 0),)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b'{"entry_index":-1,"field":"text","salt":"' + b"00" * 16 + b'","value":1}',
        b'{"entry_index":0,"field":"Text","salt":"' + b"00" * 16 + b'","value":1}',
        b'{"entry_index":0,"field":"text","salt":"","value":1}',
        b'{"entry_index":true,"field":"text","salt":"' + b"00" * 16 + b'","value":1}',
    ],
)
def test_a_malformed_opening_is_a_break(line: bytes) -> None:
    report = verify_log(LOG.lines(), LOG.checkpoint(), [FINGERPRINT], openings=[line])
    assert [each.kind for each in report.breaks] == ["opening"]


# ------------------------------------------------------------------------------------- keys and checkpoints


@pytest.mark.parametrize(
    "fingerprint",
    ["", "name", FINGERPRINT[:-4], FINGERPRINT[:-4] + "****", FINGERPRINT.replace("office", "of\nfice")],
)
def test_a_fingerprint_that_is_none_is_a_break(fingerprint: str) -> None:
    report = verify_log(LOG.lines(), LOG.checkpoint(), [fingerprint])
    assert [each.kind for each in report.breaks] == ["key", "checkpoint"]
    assert (report.origin, report.size, report.root) == ("", 12, ROOT)


def test_a_fingerprint_whose_id_is_not_that_of_its_key_is_a_break() -> None:
    key_id = KEY.verifier.id.hex()
    wrong = FINGERPRINT.replace(key_id, "00000000")
    report = verify_log(LOG.lines(), LOG.checkpoint(), [wrong])
    assert report.breaks[0] == Break("key", f"the id {key_id}, made from name and key", "00000000")


def test_a_checkpoint_by_another_key_is_a_break() -> None:
    other = SigningKey(ORIGIN, b"o" * 32)
    [found] = breaks_of(LOG, LOG.checkpoint(key=other))
    assert (found.kind, found.expected) == (
        "checkpoint",
        f"a signature by {ORIGIN}+{KEY.verifier.id.hex()}",
    )


def test_several_keys_may_be_known_and_unknown_signatures_are_ignored() -> None:
    head = Checkpoint(ORIGIN, 12, LOG.tree.root())
    old, new, witness = SigningKey(ORIGIN, b"o" * 32), KEY, SigningKey("witness.example", b"w" * 32)
    keys = [key.verifier.to_text() for key in (old, new)]
    for signers in ([old], [new], [old, new], [new, witness]):
        assert verify_log(LOG.lines(), sign_checkpoint(head, *signers), keys).holds


def test_a_checkpoint_of_another_origin_is_a_break_even_if_the_key_signed_it() -> None:
    note = sign_checkpoint(Checkpoint("other.example", 12, LOG.tree.root()), KEY)
    assert breaks_of(LOG, note) == [
        Break("checkpoint", f"a checkpoint of {ORIGIN}, whose key this is", "'other.example'")
    ]


@pytest.mark.parametrize(
    "text",
    ["one\n", f"{ORIGIN}\n12\nAAAA\n", f"{ORIGIN}\n12\n****\n", f"{ORIGIN}\n012\nAAAA\n", "\n1\nAAAA\n"],
)
def test_a_signed_text_that_is_no_checkpoint_is_a_break(text: str) -> None:
    assert [each.kind for each in breaks_of(LOG, sign_note(text, [KEY]))] == ["checkpoint"]


@pytest.mark.parametrize(
    "note",
    [
        "text",
        "text\n\n",
        "text\n\n— name AAAAAAAA",
        "text\n\n- name AAAAAAAA\n",
        "text\n\n— name AAAAAA==\n",
        "text\n\n— name AAAAAAB=\n",
        "te\txt\n\n— name AAAAAAAA\n",
        "text\n\n" + "— name AAAAAAAA\n" * 101,
        "x" * 2**20 + "\n\n— name AAAAAAAA\n",
        "\ud800\n\n" + LOG.checkpoint().split("\n\n")[1],
    ],
    ids=range(10),
)
def test_a_malformed_note_is_a_break(note: str) -> None:
    assert [each.kind for each in breaks_of(LOG, note)] == ["checkpoint"]


# ------------------------------------------------------------------------------------- the form of an entry


def make_line(**changes: Json) -> bytes:
    fields = json.loads(LOG.leaves[0])
    return canonical.to_bytes({**fields, **changes}) + b"\n"


BAD_LINES: dict[str, bytes] = {
    "no newline": LOG.leaves[0],
    "empty": b"\n",
    "not JSON": b"nope\n",
    "not UTF-8": b"\xff\n",
    "no object": b"[]\n",
    "deep": b"[" * 60_000 + b"\n",
    "too large": make_line(open={"x": "x" * LARGEST_LEAF}),
    "carriage return": LOG.leaves[0] + b"\r\n",
    "space": LOG.leaves[0].replace(b":1,", b": 1,") + b"\n",
    "unknown key": make_line(note="x"),
    "key named twice": LOG.leaves[0].replace(b'"v":1', b'"v":1,"v":1') + b"\n",
    "case named twice": LOG.leaves[0].replace(b'"v":1', b'"v":1,"case":"x"') + b"\n",
    "field named twice": LOG.leaves[1].replace(b'"count":1', b'"count":1,"count":1') + b"\n",
    "fields out of order": LOG.leaves[1].replace(b'"count":1,"level":"high"', b'"level":"high","count":1')
    + b"\n",
    "a float": LOG.leaves[1].replace(b'"count":1', b'"count":1.0') + b"\n",
    "not a number": LOG.leaves[1].replace(b'"count":1', b'"count":NaN') + b"\n",
    "a leading zero": LOG.leaves[1].replace(b'"count":1', b'"count":01') + b"\n",
    "minus nought": LOG.leaves[1].replace(b'"count":1', b'"count":-0') + b"\n",
    "a large number": LOG.leaves[1].replace(b'"count":1', b'"count":9007199254740992') + b"\n",
    "a nest too deep": LOG.leaves[1].replace(b'"count":1', b'"count":' + b"[" * 31 + b"]" * 31) + b"\n",
    "a key beyond ASCII": LOG.leaves[1].replace(b'"count":1', '"count":{"é":1}'.encode()) + b"\n",
    "half a pair": LOG.leaves[1].replace(b'"high"', b'"\\ud800"') + b"\n",
    "a needless escape": LOG.leaves[1].replace(b'"high"', b'"\\u0068igh"') + b"\n",
    "a day that is none": make_line(at="2020-02-30T12:00:00Z"),
    "an hour that is none": make_line(at="2020-02-03T24:30:00Z"),
    "a year that is none": make_line(at="0000-02-03T12:30:00Z"),
    "no time": make_line(at=1),
    "a name with spaces": make_line(by="Ada Lovelace"),
    "number nought": make_line(case_seq=0),
    "a number that is true": make_line(case_seq=True),
    "a number that is text": make_line(case_seq="1"),
    "a hash too short": make_line(case_prev="0" * 63),
    "an event in lower case": make_line(event="opened"),
    "another version": make_line(v=2),
    "version true": make_line(v=True),
    "open that is no map": make_line(open=[]),
    "protected that is no map": make_line(protected=[]),
    "a value in protected": make_line(protected={"text": "Ada"}),
    "a field with a space": make_line(open={"a b": 1}),
    "both open and protected": make_line(open={"text": 1}),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_an_entry_of_another_form_is_a_break(line: bytes) -> None:
    log = Log([line.removesuffix(b"\n")], [])
    report = verify_log([line], log.checkpoint(), [FINGERPRINT])
    assert [(each.kind, each.entry) for each in report.breaks] == [("form", 0)]


@pytest.mark.parametrize(
    "line", [*BAD_LINES.values(), make_line(open={"\x1b[2J": 1}), make_line(by="\x1b[2J\u202e")]
)
def test_what_a_stranger_wrote_cannot_steer_a_terminal(line: bytes) -> None:
    report = verify_log([line], "\u202e\x85\n\n— \u202e\x85 AAAAAAAA\n", [FINGERPRINT])
    assert [each for each in map(str, report.breaks) if not each.isprintable()] == []


def test_an_opening_of_an_entry_that_cannot_be_read_is_a_break_of_its_own() -> None:
    log = Log([b"nope"], [LOG.openings[0]])
    assert [(each.kind, each.entry) for each in log.verify().breaks] == [("form", 0), ("opening", 0)]
