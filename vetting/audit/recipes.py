"""How to check a bundle by hand: the text that every bundle carries, whose commands the tests run."""

RECIPES = r"""HOW TO CHECK THIS BUNDLE

Before anything else: get the fingerprint of the log's key from somewhere else than this bundle: a printed
record, the office's website, a letter, a witness. The keys in keys/ are a convenience and prove nothing,
because whoever forges a bundle puts a key into it that fits. The same holds for verify.py: compare the copy
here with one that you know.

In the commands below, KEY is that fingerprint (name+id+base64), BUNDLE the bundle's file, with its whole
path, and the working folder is the one into which it was unpacked. Every command ends without an error, or
the bundle does not hold.


1. All of it, by one program (Python 3.11 or newer, with the package `cryptography`)

    python3 -I verify.py "$BUNDLE" --key "$KEY"

It reads the bundle as it came, not the unpacked files. If you kept an earlier checkpoint of this log, give
it with --earlier FILE: that comparison alone shows that the history was not written anew. If you know the
fingerprint of a witness, give it with --witness. The program is one file; read it.


2. The files, by sha256sum (GNU coreutils)

    sha256sum --check --strict --quiet SHA256SUMS

No file is here that the sums do not name, but for the sums, their signatures and the openings:

    WORK=$(mktemp -d)
    find . -type f | sed 's|^\./||' | LC_ALL=C sort > "$WORK/here"
    { sed 's/^[0-9a-f]*  //' SHA256SUMS; echo SHA256SUMS; echo SHA256SUMS.sig; echo SHA256SUMS.minisig; } > "$WORK/due"
    [ ! -e disclosures/openings.jsonl ] || echo disclosures/openings.jsonl >> "$WORK/due"
    LC_ALL=C sort "$WORK/due" | diff - "$WORK/here"


3. The signature of the sums, by openssl (3.0 or newer)

    printf '%s' "$KEY" | cut -d+ -f3- | base64 -d | tail -c 32 > "$WORK/public"
    { printf '\060\052\060\005\006\003\053\145\160\003\041\000'; cat "$WORK/public"; } > "$WORK/public.der"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$WORK/public.der" -rawin -in SHA256SUMS -sigfile SHA256SUMS.sig

and of the log's checkpoint, which is signed by the same key:

    sed '/^$/,$d' log/checkpoint > "$WORK/head"
    grep -F "— ${KEY%%+*} " log/checkpoint | head -n 1 | cut -d' ' -f3 | base64 -d | tail -c 64 > "$WORK/head.sig"
    openssl pkeyutl -verify -pubin -keyform DER -inkey "$WORK/public.der" -rawin -in "$WORK/head" -sigfile "$WORK/head.sig"


4. The signature of the sums, by minisign

    minisign -V -m SHA256SUMS -P "$({ printf Ed; head -c 8 "$WORK/public"; cat "$WORK/public"; } | base64)"


5. What the log says, by grep and sha256sum

The record is one that the log names:

    grep -q "\"sha256\":\"$(sha256sum < record.json | cut -c1-64)\"" log/events.jsonl

The policy is the one that the case was judged by:

    grep -q "\"sha256:$(sha256sum < policy/pack.json | cut -c1-64)\"" log/events.jsonl

Each file of evidence is one that the log names:

    for file in evidence/*; do [ ! -e "$file" ] || grep -q "\"sha256\":\"${file#evidence/}\"" log/events.jsonl; done

The entries of the case follow each other, none left out, none changed:

    previous=0000000000000000000000000000000000000000000000000000000000000000
    while IFS= read -r line; do
        case "$line" in *"\"case_prev\":\"$previous\""*) ;; *) echo "broken at: $line"; exit 1 ;; esac
        previous=$({ printf '\000'; printf '%s' "$line"; } | sha256sum | cut -c1-64)
    done < log/events.jsonl

That the last of them is in the log of the checkpoint (log/proof), that this log continues earlier ones
(log/consistency/), and that the openings in disclosures/ open what they claim, verify.py shows; the formats
are c2sp.org/tlog-proof, c2sp.org/tlog-checkpoint and RFC 6962.


WHAT MAY BE MISSING

Openings may be removed by law; each bundle says how many fields are withheld. Evidence that is cited and not
held, or may not be handed on, is not in evidence/; verify.py counts what is named and what is here.

WHAT NO FILE CAN SHOW

That what was written is true, that everything was written, and that the office keeps no second log for
others. Against the last, compare checkpoints with other people, and ask for witnesses. A bundle ends where it
was made: what happened in the case after its last entry is not in it.
"""
