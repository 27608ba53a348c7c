"""The bundle: one case in one file, which an auditor can check offline without trusting whoever made it.

The rules this module keeps:

1. `SHA256SUMS` names every file but itself, its two signatures, and the openings; the log's key signs it.
2. The openings stand outside of it, since some may lawfully be removed later: the bundle then still holds,
   and the verifier counts what is withheld. Each opens a field of the line of `log/events.jsonl` that its
   `entry_index` counts, from 0.
3. The log is here with the case's own entries alone: its chain shows them to be whole, and one inclusion
   proof ties the last of them to the checkpoint.
4. The policy is here as `policy/pack.json`, the bytes whose hash the log and the record name, and besides as
   the files that people read.
5. The keys in it are a convenience, and prove nothing: whoever forges a bundle forges them too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

from vetting.audit import canonical
from vetting.audit.archive import write_archive
from vetting.audit.canonical import Json
from vetting.audit.entry import Opening
from vetting.audit.minisign import sign_minisign, to_minisign
from vetting.audit.note import VerifierKey
from vetting.audit.proof import GrowthProof, InclusionProof
from vetting.audit.recipes import RECIPES

FORMAT = 1


@dataclass(frozen=True, kw_only=True)
class BundleContents:
    """What goes into a bundle: `record` by suffix, `evidence` by hash, `openings` counting the case's lines."""

    case: str
    key: VerifierKey
    record: Mapping[str, bytes]
    policy: bytes
    policy_files: Mapping[str, bytes]
    evidence: Mapping[str, bytes]
    leaves: Sequence[bytes]
    openings: Sequence[Opening]
    proof: InclusionProof
    growth: Sequence[GrowthProof]
    verifier: bytes


def write_bundle(contents: BundleContents, sign: Callable[[bytes], bytes]) -> bytes:
    """Give the bundle's bytes, the same for the same contents; `sign` is the log key's Ed25519.

    Raises BundleRefused where a name or the size is none that a bundle can have.
    """
    members = {**_record_and_policy(contents), **_log(contents), **_help(contents)}
    sums = "".join(
        f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members.items())
    ).encode()
    comment = f"case {contents.case} of {contents.key.name}"
    members["SHA256SUMS"] = sums
    members["SHA256SUMS.sig"] = sign(sums)
    members["SHA256SUMS.minisig"] = sign_minisign(sums, sign, contents.key, comment).encode()
    return write_archive(members | _disclosures([each.to_bytes() for each in contents.openings]))


def withhold(bundle: bytes, is_withheld: Callable[[Opening], bool]) -> bytes:
    """Give a bundle without some of its openings; all else, signatures included, stays as it is.

    Hand in only a bundle that was verified.
    """
    with ZipFile(BytesIO(bundle)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    lines = members.pop(OPENINGS, b"").splitlines()
    return write_archive(
        members | _disclosures([line for line in lines if not is_withheld(Opening.from_bytes(line))])
    )


OPENINGS = "disclosures/openings.jsonl"


def _record_and_policy(contents: BundleContents) -> dict[str, bytes]:
    manifest: dict[str, Json] = {"case": contents.case, "format": FORMAT, "origin": contents.key.name}
    return {
        "bundle.json": canonical.to_bytes(manifest),
        **{f"record.{suffix}": content for suffix, content in contents.record.items()},
        "policy/pack.json": contents.policy,
        **{f"policy/files/{name}": content for name, content in contents.policy_files.items()},
        **{f"evidence/{digest}": content for digest, content in contents.evidence.items()},
    }


def _log(contents: BundleContents) -> dict[str, bytes]:
    return {
        "log/events.jsonl": _lines(contents.leaves),
        "log/checkpoint": contents.proof.checkpoint.encode(),
        "log/proof": contents.proof.to_text().encode(),
        **{f"log/consistency/{each.old}": each.to_text().encode() for each in contents.growth},
    }


def _help(contents: BundleContents) -> dict[str, bytes]:
    minisign = f"untrusted comment: a convenience; it proves nothing\n{to_minisign(contents.key)}\n"
    return {
        "VERIFY.txt": RECIPES.encode(),
        "verify.py": contents.verifier,
        "keys/log.vkey": f"{contents.key.to_text()}\n".encode(),
        "keys/minisign.pub": minisign.encode(),
    }


def _disclosures(openings: Sequence[bytes]) -> dict[str, bytes]:
    return {OPENINGS: _lines(openings)} if openings else {}


def _lines(each: Sequence[bytes]) -> bytes:
    return b"".join(line + b"\n" for line in each)
