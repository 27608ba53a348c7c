"""The log that only grows, and how a stranger checks it.

The rules this package keeps:

1. What is not in the log did not happen: an entry is written with the change it tells of, in one commit
   (the store does that; here an entry is bytes).
2. An entry has one form: canonical JSON (`canonical`), no floats, at most 64 KiB, read back only if writing
   it again gives the same bytes (`entry`).
3. A field is open (enum, number, date, id, role) or protected (the default: names, free text, contacts).
   Protected ones enter as salted commitments, from the first entry on. An opening lives outside the log and
   may be removed; the log still verifies (`entry`).
4. All entries are the leaves of one Merkle tree, RFC 6962 section 2.1 (`tree`), so that one entry, or the
   growth from an earlier state, is proved with a handful of hashes (`proof`).
5. Each case is a chain of its own inside the tree: numbered from 1, each entry naming the hash of the one
   before (`chain`), so that a bundle can show one case and disclose no other.
6. The log signs what it is at times: a checkpoint, C2SP tlog-checkpoint (`checkpoint`) in a C2SP signed
   note (`note`). What a rebuilt log cannot do is agree with a checkpoint that somebody kept.
7. A witness adds its signature and a time to a checkpoint that continues the last one it saw
   (`cosignature`), so that nobody can be shown a history of their own.
8. A bundle is one case in one file (`bundle`), in an archive that can be written in one way only (`archive`),
   whose sums the log's key signs, also in the form of minisign (`minisign`), with recipes to check it by hand
   (`recipes`).
9. The verifier (`verify`) trusts nothing here: one file, the standard library and `cryptography`. It goes into
   every bundle.

Everything in this package is pure: bytes in, verdict out. No file, no clock, no chance, no database.
"""
