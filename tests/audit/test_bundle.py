"""The bundle: what is in it, what is found when it is attacked, and what may lawfully be missing."""

import io
import json
from dataclasses import replace
from hashlib import sha256
from random import Random

import pytest

from tests.audit.bundles import (
    CASE,
    FINGERPRINT,
    LETTER,
    PAPER,
    POLICY_HASH,
    Scene,
    change,
    check,
    kinds_of,
    make_bundle,
    make_contents,
    members_of,
    resign,
    with_content,
    write_scene,
)
from tests.audit.logs import KEY, ORIGIN
from vetting.audit.bundle import withhold
from vetting.audit.cosignature import Witness, add_signatures
from vetting.audit.entry import Opening
from vetting.audit.minisign import sign_minisign
from vetting.audit.note import SigningKey
from vetting.audit.proof import GrowthProof, InclusionProof
from vetting.audit.verify import Break, BundleReport, CannotRead, tell_bundle, verify_bundle

CONTENTS = make_contents()
BUNDLE = make_bundle(CONTENTS)
MEMBERS = members_of(BUNDLE)
SCENE, RECORD, CITED = write_scene()
PAPER_FILE = f"evidence/{sha256(PAPER).hexdigest()}"
OTHER = SigningKey(ORIGIN, b"o" * 32)
SIGNER = f"{ORIGIN}+{KEY.verifier.id.hex()}"
OPENINGS = "disclosures/openings.jsonl"


def digest_of(content: bytes) -> str:
    return sha256(content).hexdigest()


# ------------------------------------------------------------------------------------- a bundle that holds


def test_a_bundle_that_holds_is_reported_with_its_facts() -> None:
    assert check(BUNDLE) == BundleReport(
        origin=ORIGIN,
        case=CASE,
        entries=6,
        last=10,
        size=12,
        root=SCENE.tree.root().hex(),
        record=digest_of(RECORD),
        evidence_named=2,
        evidence_held=1,
        protected=4,
        opened=4,
        proven=(3, 6, 10),
    )


def test_a_bundle_is_told_in_sentences() -> None:
    assert tell_bundle(check(BUNDLE)) == (
        f"{ORIGIN}, case {CASE}: 6 entries, the last of them number 11 in the log.",
        f"The log has 12 entries and the root {SCENE.tree.root().hex()}.",
        f"The record has the hash {digest_of(RECORD)}.",
        "1 of 2 files of evidence are held here.",
        "4 of 4 protected fields opened, 0 withheld.",
        "The log continues 3 earlier checkpoints.",
        "The bundle holds.",
    )


def test_the_same_contents_give_the_same_bytes() -> None:
    assert make_bundle(make_contents()) == BUNDLE


def test_a_bundle_holds_what_it_is_said_to_hold() -> None:
    assert sorted(MEMBERS) == sorted(
        [
            "SHA256SUMS",
            "SHA256SUMS.minisig",
            "SHA256SUMS.sig",
            "VERIFY.txt",
            "bundle.json",
            OPENINGS,
            PAPER_FILE,
            "keys/log.vkey",
            "keys/minisign.pub",
            "log/checkpoint",
            "log/consistency/10",
            "log/consistency/3",
            "log/consistency/6",
            "log/events.jsonl",
            "log/proof",
            "policy/files/pack.yaml",
            "policy/pack.json",
            "record.docx",
            "record.html",
            "record.json",
            "record.pdf",
            "verify.py",
        ]
    )


def test_the_openings_stand_in_no_sum_and_discloses_no_other_case() -> None:
    assert b"openings" not in MEMBERS["SHA256SUMS"]
    assert all(b"case-2" not in content for name, content in MEMBERS.items() if name.startswith("log/"))


def test_a_bundle_continues_a_checkpoint_that_the_auditor_kept() -> None:
    for size in (0, 3, 6, 10, 12):
        assert check(BUNDLE, SCENE.checkpoint(size)).holds


def test_a_case_of_one_entry_after_the_record_holds_in_a_log_of_any_size() -> None:
    for filler in range(9):
        scene, record, size = write_scene(filler=filler)
        assert check(make_bundle(scene.contents(record, range(len(scene.leaves))))).breaks == (), size


# ------------------------------------------------------------------------------------- ten attacks


def events_without(*places: int) -> bytes:
    lines = MEMBERS["log/events.jsonl"].splitlines(keepends=True)
    return b"".join(line for place, line in enumerate(lines) if place not in places)


def swapped_events() -> bytes:
    lines = MEMBERS["log/events.jsonl"].splitlines(keepends=True)
    lines[2], lines[3] = lines[3], lines[2]
    return b"".join(lines)


def changed_vote() -> bytes:
    return MEMBERS["log/events.jsonl"].replace(b'"ballot":"against"', b'"ballot":"for"')


ATTACKS: dict[str, dict[str, bytes | None]] = {
    "changed evidence": {PAPER_FILE: PAPER + b"!"},
    "changed policy": {"policy/pack.json": b"{}"},
    "changed vote": {"log/events.jsonl": changed_vote()},
    "dropped event": {"log/events.jsonl": events_without(2)},
    "reordered events": {"log/events.jsonl": swapped_events()},
    "truncated events": {"log/events.jsonl": events_without(5)},
    "extra file": {"evidence/" + "0" * 64: b"planted"},
    "dropped file": {"record.pdf": None},
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_an_attack_without_the_key_breaks_the_sums(attack: dict[str, bytes | None]) -> None:
    assert kinds_of(check(change(BUNDLE, attack)))[0] == "sums"


@pytest.mark.parametrize(
    ("attack", "kinds"),
    [
        ("changed evidence", ["evidence"]),
        ("changed policy", ["policy"]),
        ("changed vote", ["chain"]),
        ("dropped event", ["chain", "opening", "opening", "record"]),
        ("reordered events", ["chain", "chain", "chain", "opening", "opening"]),
        ("truncated events", ["proof", "record"]),
        ("extra file", ["evidence", "evidence"]),
    ],
)
def test_an_attack_with_the_true_key_is_found_by_the_log(attack: str, kinds: list[str]) -> None:
    found = kinds_of(check(resign(BUNDLE, ATTACKS[attack])))
    assert set(found) >= set(kinds)
    assert "sums" not in found


def test_a_forged_opening_is_found() -> None:
    forged = [replace(CONTENTS.openings[0], value="Another proposal"), *CONTENTS.openings[1:]]
    lines = b"".join(opening.to_bytes() + b"\n" for opening in forged)
    [found] = check(change(BUNDLE, {OPENINGS: lines})).breaks
    assert (found.kind, found.entry) == ("opening", 0)


def test_another_key_is_found_though_it_ships_itself() -> None:
    forged = make_bundle(make_contents(OTHER), OTHER)
    assert check(forged, key=OTHER.verifier.to_text()).holds
    [found] = check(forged).breaks
    assert str(found) == (
        f"signature: expected SHA256SUMS signed by {SIGNER}; "
        "found a signature that is not by that key, or of other sums."
    )


def test_a_history_rebuilt_with_the_true_key_is_found_by_a_checkpoint_that_was_kept() -> None:
    rebuilt = make_bundle(make_contents(vote="for"))
    assert check(rebuilt).holds
    [found] = check(rebuilt, SCENE.checkpoint(6)).breaks
    assert (found.kind, found.expected) == (
        "fork",
        f"{SCENE.tree.root(6).hex()}, the root of 6 that you kept",
    )
    assert check(rebuilt, SCENE.checkpoint(3)).holds, "the vote came later"


# ------------------------------------------------------------------------------------- single bytes


def is_refused(bundle: bytes) -> bool:
    try:
        return not check(bundle).holds
    except CannotRead:
        return True


def test_500_random_single_byte_changes_are_refused() -> None:
    random = Random(2020)  # noqa: S311  # chooses what to try
    for _ in range(500):
        place, by = random.randrange(len(BUNDLE)), random.randrange(1, 256)
        changed = bytearray(BUNDLE)
        changed[place] ^= by
        assert is_refused(bytes(changed)), (place, by)


def test_every_byte_of_the_archives_headers_counts() -> None:
    directory = BUNDLE.index(b"PK\x01\x02")
    for place in (*range(200), *range(directory, len(BUNDLE))):
        changed = bytearray(BUNDLE)
        changed[place] ^= 1
        assert is_refused(bytes(changed)), place


def test_every_cut_and_every_addition_is_refused() -> None:
    for size in (0, 1, 3, 21, 22, 100, len(BUNDLE) // 2, len(BUNDLE) - 1):
        assert is_refused(BUNDLE[:size])
    assert is_refused(BUNDLE + b"\n")
    assert is_refused(b"\n" + BUNDLE)


# ------------------------------------------------------------------------------------- lawful removal


def test_openings_may_be_removed_and_the_rest_stays_as_it_is() -> None:
    some = withhold(BUNDLE, lambda opening: opening.entry_index in {0, 2})
    report = check(some)
    assert (report.holds, report.opened, report.withheld) == (True, 2, 2)
    assert {**members_of(some), OPENINGS: MEMBERS[OPENINGS]} == MEMBERS


def test_all_openings_may_be_removed() -> None:
    report = check(withhold(BUNDLE, lambda _: True))
    assert (report.holds, report.opened, report.withheld) == (True, 0, 4)


def test_nothing_withheld_gives_the_bundle_back() -> None:
    assert withhold(BUNDLE, lambda _: False) == BUNDLE


# ------------------------------------------------------------------------------------- whose it is


def test_another_instances_bundle_is_told_in_one_sentence() -> None:
    other = SigningKey("vetting.example/elsewhere", b"e" * 32)
    report = check(make_bundle(make_contents(other), other))
    assert [str(each) for each in report.breaks] == [
        f"origin: expected a bundle of {ORIGIN}, whose key this is; found vetting.example/elsewhere."
    ]
    assert tell_bundle(report) == (
        "vetting.example/elsewhere, case case-1.",
        "The bundle does not hold: 1 found amiss.",
    )


def test_a_fingerprint_that_is_none_is_told() -> None:
    assert [each.kind for each in check(BUNDLE, key="nope").breaks] == ["key", "signature"]


def test_the_key_of_before_a_rotation_may_be_given_as_well() -> None:
    old = OTHER.verifier.to_text()
    assert verify_bundle(io.BytesIO(BUNDLE), [old, FINGERPRINT]).holds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"untrusted comment: another\n\n\n\n", "SHA256SUMS.minisig of four lines"),
        (b"", "SHA256SUMS.minisig of four lines"),
        (
            MEMBERS["SHA256SUMS.minisig"].replace(b"trusted comment: case", b"trusted comment: Case"),
            "SHA256SUMS.minisig by the same key",
        ),
        (b"\xff", "SHA256SUMS.minisig as UTF-8"),
        (None, "the file SHA256SUMS.minisig"),
    ],
)
def test_the_second_form_of_the_signature_is_checked(text: bytes | None, expected: str) -> None:
    [found] = check(change(BUNDLE, {"SHA256SUMS.minisig": text})).breaks
    assert (found.kind, found.expected) == ("signature", expected)


def test_sums_in_another_order_are_refused_even_when_they_are_signed() -> None:
    sums = b"".join(reversed(MEMBERS["SHA256SUMS"].splitlines(keepends=True)))
    minisig = sign_minisign(sums, KEY.sign, KEY.verifier, "made up").encode()
    signed = {"SHA256SUMS": sums, "SHA256SUMS.sig": KEY.sign(sums), "SHA256SUMS.minisig": minisig}
    assert check(change(BUNDLE, dict(signed))).breaks == (
        Break("sums", "SHA256SUMS with a line for each file, in order, and no more", "another form"),
    )


# ------------------------------------------------------------------------------------- the log in it


def resigned(**changes: bytes | None) -> BundleReport:
    """Check the bundle after the office itself changed a file of its log."""
    return check(resign(BUNDLE, {f"log/{name}": content for name, content in changes.items()}))


def test_a_checkpoint_that_is_missing_or_none_is_told() -> None:
    assert kinds_of(resigned(checkpoint=None))[0] == "checkpoint"
    assert kinds_of(resigned(checkpoint=b"nope"))[0] == "checkpoint"
    assert kinds_of(resigned(checkpoint=b"\xff"))[0] == "checkpoint"


PROOF = CONTENTS.proof


@pytest.mark.parametrize(
    ("proof", "expected"),
    [
        (b"nope\n", "a proof that begins with c2sp.org/tlog-proof@v1"),
        (b"c2sp.org/tlog-proof@v1\nindex 01\n\n", "a line of the form: index, a space, a number"),
        (b"c2sp.org/tlog-proof@v1\nold 1\n\n", "a line of the form: index, a space, a number"),
        (b"c2sp.org/tlog-proof@v1\nindex 1\nAAAA\n\n", "hashes of 32 bytes"),
        (
            replace(PROOF, checkpoint=SCENE.checkpoint(6)).to_text().encode(),
            "a proof that leads to the bundle's checkpoint",
        ),
        (replace(PROOF, index=4).to_text().encode(), "a place from 5 to 11"),
        (replace(PROOF, index=12).to_text().encode(), "a place from 5 to 11"),
        (replace(PROOF, hashes=PROOF.hashes[1:]).to_text().encode(), "3 hashes"),
        (
            replace(PROOF, index=11).to_text().encode(),
            f"{SCENE.tree.root().hex()}, the root that was signed",
        ),
        (None, "the file log/proof"),
    ],
)
def test_a_proof_that_does_not_tie_the_case_to_the_checkpoint_is_told(
    proof: bytes | None, expected: str
) -> None:
    [found] = resigned(proof=proof).breaks
    assert (found.kind, found.expected) == ("proof", expected)


def test_a_case_without_entries_is_told() -> None:
    assert kinds_of(resigned(**{"events.jsonl": b""})) == ["opening"] * 4 + [
        "proof",
        "record",
        "policy",
        "evidence",
    ]


def test_an_entry_of_another_case_is_told() -> None:
    events = MEMBERS["log/events.jsonl"] + SCENE.leaves[1] + b"\n"
    found = resigned(**{"events.jsonl": events}).breaks[0]
    assert (found.kind, found.expected, found.found) == ("chain", "entries of case-1 alone", "some of case-2")


GROWTH = SCENE.growth(6)


@pytest.mark.parametrize(
    ("name", "proof", "expected"),
    [
        ("6", b"nope", "a line of the form: old, a space, a number"),
        ("6", b"index 6\n\n", "a line of the form: old, a space, a number"),
        ("5", GROWTH.to_text().encode(), "log/consistency/5 to be of a size up to 12"),
        ("6", replace(GROWTH, old=5).to_text().encode(), "log/consistency/6 to be of a size up to 12"),
        ("6", replace(GROWTH, hashes=GROWTH.hashes[1:]).to_text().encode(), "4 hashes"),
        ("12", GrowthProof(12, GROWTH.hashes, SCENE.checkpoint()).to_text().encode(), "no hashes"),
        (
            "6",
            replace(GROWTH, hashes=GROWTH.hashes[::-1]).to_text().encode(),
            f"{SCENE.tree.root(6).hex()}, the root of the first 6",
        ),
    ],
)
def test_a_proof_of_growth_that_does_not_hold_is_a_fork(name: str, proof: bytes, expected: str) -> None:
    found = resigned(**{f"consistency/{name}": proof}).breaks[0]
    assert (found.kind, found.expected) == ("fork", expected)


def test_growth_from_the_empty_log_and_to_itself_needs_no_hashes() -> None:
    none = GrowthProof(0, (), SCENE.checkpoint(0)).to_text().encode()
    same = GrowthProof(12, (), SCENE.checkpoint()).to_text().encode()
    report = resigned(**{"consistency/0": none, "consistency/12": same})
    assert (report.breaks, report.proven) == ((), (3, 6, 10))


def test_a_fork_signed_with_the_true_key_does_not_pass_as_growth() -> None:
    fork = make_contents(vote="for")
    text = next(each for each in fork.growth if each.old == 10).to_text().encode()
    assert kinds_of(resigned(**{"consistency/10": text})) == ["fork", "record"]


def test_a_checkpoint_that_the_auditor_kept_must_be_proven() -> None:
    found = check(BUNDLE, SCENE.checkpoint(7)).breaks
    assert found == (
        Break(
            "earlier",
            "a proof from your checkpoint of 7 entries",
            "none; ask for a bundle made with that checkpoint",
        ),
    )


def test_a_log_that_grew_smaller_is_told() -> None:
    longer, _, _ = write_scene(filler=9)
    [found] = check(BUNDLE, longer.checkpoint()).breaks
    assert (found.kind, found.expected) == ("size", "a log of 17 entries at least, as you kept it")


def test_a_kept_note_that_is_no_checkpoint_is_told() -> None:
    assert kinds_of(check(BUNDLE, "nope")) == ["checkpoint"]


# ------------------------------------------------------------------------------------- record, policy, evidence


def with_record(**log: object) -> bytes:
    """Write a bundle whose record, named in the log, says something else of the log."""
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    record = json.loads(scene.record(1, 1))
    for name, value in log.items():
        record["log" if name in record["log"] else "record"][name] = value
    content = json.dumps(record, sort_keys=True).encode()
    return with_content(scene, content)


def test_a_small_bundle_holds() -> None:
    assert check(with_record()).breaks == ()


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        ({"case": "case-2"}, "a record of case-1"),
        ({"entries_of_case": 7}, "which the record cites as entry 7 of the case"),
        ({"entries_of_case": 0}, "which the record cites as entry 0 of the case"),
        ({"entries_of_case": "1"}, "which the record cites as entry '1' of the case"),
        ({"last_leaf": None}, "None, which the record cites as entry 1"),
        ({"size": 0}, "of size 0"),
        ({"size": "1"}, "of size '1'"),
        ({"size": 9}, "of size 9"),
        ({"root": "sha256:"}, "a proof that the log continues 'sha256:' of size 1"),
    ],
)
def test_a_record_that_does_not_fit_the_log_is_told(log: dict[str, object], expected: str) -> None:
    [found] = check(with_record(**log)).breaks
    assert found.kind == "record"
    assert expected in found.expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"nope", "JSON that can be read"),
        (b"[" * 100_000, "JSON that can be read"),
        (b"{}", "a record that names its case, its rules and the log"),
        (b"[]", "a record that names its case, its rules and the log"),
        (b'{"log":{"size":1,"root":1,"entries_of_case":1,"last_leaf":1},"record":{"case":1},"rules":[{"hash":{}}]}',
         "a record that names its case, its rules and the log"),
    ],
)  # fmt: skip
def test_a_record_that_is_none_is_told(content: bytes, expected: str) -> None:
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    [found] = check(with_content(scene, content)).breaks
    assert (found.kind, found.expected) == ("record", expected)


def test_a_record_that_no_entry_names_is_told() -> None:
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    record = scene.record(1, 1)
    [found] = check(with_content(scene, record, named="0" * 64)).breaks
    assert (found.kind, found.found) == ("record", digest_of(record))


def test_a_policy_that_the_record_does_not_name_is_told() -> None:
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    record = scene.record(1, 1).replace(POLICY_HASH.encode(), b"sha256:another")
    [found] = check(with_content(scene, record)).breaks
    assert (found.kind, found.expected) == ("policy", "the policy that the record names, ['sha256:another']")


def test_a_policy_that_the_log_does_not_name_is_told() -> None:
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash="sha256:another")
    [found] = check(with_content(scene, scene.record(1, 1))).breaks
    assert (found.kind, found.expected) == ("policy", "the policy that the log names, sha256:another")


def test_evidence_that_the_log_does_not_name_is_told() -> None:
    scene, record, size = write_scene()
    report = check(make_bundle(scene.contents(record, (size,), (PAPER, LETTER, b"planted"))))
    assert [str(each) for each in report.breaks] == [
        f"evidence: expected a file that the log names; found {digest_of(b'planted')}."
    ]
    assert (report.evidence_named, report.evidence_held) == (2, 3)


def test_entries_that_name_no_hash_are_passed_over() -> None:
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    scene.add(CASE, "EvidenceFiled", sha256=None)
    scene.add(CASE, "TermsStored", sha256="0" * 64, pack_hash=1)
    record = scene.record(3, 3)
    scene.add(CASE, "RecordIssued", record="R-1", sha256=digest_of(record), checkpoint_size=3)
    report = check(make_bundle(scene.contents(record, (3,), ())))
    assert (report.breaks, report.evidence_named) == ((), 0)


def test_an_entry_that_cannot_be_read_names_nothing() -> None:
    events = b'{"open":{"sha256":1}\n' + MEMBERS["log/events.jsonl"]
    assert kinds_of(resigned(**{"events.jsonl": events}))[0] == "form"


# ------------------------------------------------------------------------------------- witnesses

WITNESS = Witness("witness.example/board", b"w" * 32)
AT = 1_585_488_000


def cosigned_bundle(witness: Witness = WITNESS, at: int = AT) -> bytes:
    note = add_signatures(PROOF.checkpoint, witness.cosign(PROOF.checkpoint, at))
    proof = InclusionProof(PROOF.index, PROOF.hashes, note)
    return make_bundle(replace(CONTENTS, proof=proof))


def test_a_witness_that_cosigned_is_told_with_its_time() -> None:
    report = check(cosigned_bundle(), witnesses=[WITNESS.key.to_text()])
    assert (report.breaks, report.witnesses) == ((), ("witness.example/board at 2020-03-29T13:20:00Z",))
    assert "Cosigned by witness.example/board at 2020-03-29T13:20:00Z." in tell_bundle(report)


def test_a_witness_nobody_asked_for_is_ignored() -> None:
    assert check(cosigned_bundle()).witnesses == ()


def test_a_witness_that_did_not_cosign_is_told() -> None:
    [found] = check(BUNDLE, witnesses=[WITNESS.key.to_text()]).breaks
    assert (found.kind, found.expected) == ("witness", "a cosignature by witness.example/board")


def test_openings_beyond_what_is_read_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vetting.audit.verify._LARGEST_OPENINGS", 100)
    [found] = check(BUNDLE).breaks
    assert (found.kind, found.expected) == ("opening", "at most 100 bytes")


def test_a_file_that_is_read_whole_has_a_bound() -> None:
    content = b"{" + b" " * (16 * 1024 * 1024) + b"}"
    scene = Scene()
    scene.add(CASE, "CaseOpened", pack_hash=POLICY_HASH)
    [found] = check(with_content(scene, content)).breaks
    assert (found.kind, found.expected) == ("record", "record.json of at most 16777216 bytes")


def test_no_more_than_a_thousand_breaks_are_told() -> None:
    report = resigned(**{"events.jsonl": b"nope\n" * 3_000})
    assert len(report.breaks) == 1_000


def test_an_opening_keeps_its_line_of_the_case() -> None:
    lines = MEMBERS[OPENINGS].splitlines()
    assert [Opening.from_bytes(line).entry_index for line in lines] == [0, 1, 2, 3]
