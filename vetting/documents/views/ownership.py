"""The section on ownership: a drawing, and tables that say the same and more."""

from itertools import pairwise
from typing import Any

from vetting.documents.blocks import Block, Callout, Cell, Heading, Items, Line, Paragraph, Table
from vetting.documents.ownership_chart import draw_owners, name_of, tell_share
from vetting.documents.scribe import Scribe
from vetting.screening.ownership_sentences import to_lower_words

ROWS = 60
"""How many rows a table shows; the document holds them all."""
CHAINS = 2
"""How many chains of an owner a table tells."""

Reading = dict[str, Any]


def show_ownership(record: dict[str, Any], scribe: Scribe) -> tuple[Block, ...]:
    """Each reading of a file: who owns the party, who holds what in whom, what is left to ask."""
    if not record["ownership"]:
        return (scribe.note("owners.none"),)
    return (
        scribe.note("owners.lead"),
        *(block for one in record["ownership"] for block in _reading(one, scribe)),
    )


def _reading(reading: Reading, scribe: Scribe) -> list[Block]:
    words = scribe.words
    names = {one["id"]: name_of(one, words) for one in reading["who"]}
    title = words("owners.drawing", name=names[reading["target"]], day=reading["as_of"])
    return [
        Heading(2, title),
        _source(reading, scribe),
        draw_owners(reading, reading["as_of"], words),
        *_together(reading, names, scribe),
        *_owners(reading, names, scribe),
        *_findings(reading, scribe),
        *_holdings(reading, names, scribe),
        *_declared(reading, scribe),
        *_rejects(reading, scribe),
    ]


def _together(reading: Reading, names: dict[str, str], scribe: Scribe) -> list[Block]:
    """What the parties on a list hold together, where a ruling says that there are any."""
    if not reading["listed"]:
        return []
    words = scribe.words
    listed = ", ".join(names.get(one, one) for one in reading["listed"])
    steps = tuple(line for one in reading["aggregate"] for line in scribe.text(one))
    is_half = reading.get("half_or_more_together", "certain" if steps else "no")  # older records lack it
    title = words(f"owners.together_{is_half}", listed=listed)
    return [Callout("stop" if is_half == "certain" else "plain", words("owners.together"), title, steps)]


def _source(reading: Reading, scribe: Scribe) -> Paragraph:
    stored = reading["stored"]
    told = {"evidence": reading["evidence"], "by": stored["by"], "at": stored["at"][:10]}
    return scribe.note("owners.source", **told)


def _owners(reading: Reading, names: dict[str, str], scribe: Scribe) -> list[Block]:
    owners = reading["owners"]
    if not owners:
        return [scribe.note("owners.nobody", name=names[reading["target"]])]
    kinds = {one["id"]: one for one in reading["who"]}
    rows = ((
        _who(kinds[one["party"]], names, scribe),
        scribe.cell(tell_share(one["share"], scribe.words)) if one["share"] else _role_only(scribe),
        scribe.name("certainty", one["half_or_more"]),
        scribe.name("certainty", one["controls"]),
        _chains(one, reading, names, scribe),
    ) for one in owners[:ROWS])  # fmt: skip
    columns = [("owner", 6), ("share", 4), ("half", 4), ("control", 4), ("chain", 9)]
    return [_table("owners.table", columns, rows, scribe), *_more(owners, scribe)]


def _who(who: Reading, names: dict[str, str], scribe: Scribe) -> Cell:
    kind = scribe.words.name("owner_kind", who["kind"])
    about = ", ".join(one for one in (kind, who["country"]) if one)
    return (*scribe.cell(names[who["id"]], "strong"), *scribe.cell(about, "muted"))


def _role_only(scribe: Scribe) -> Cell:
    return (scribe.say("owners.role_only", "muted"),)


def _chains(owner: Reading, reading: Reading, names: dict[str, str], scribe: Scribe) -> Cell:
    """The largest chains: who stands between, how much each holds, what it comes to."""
    held = {(one["owner"], one["owned"]): one["shares"] for one in reading["holdings"]}
    told = tuple(_chain(one, held, names, scribe) for one in owner["chains"][:CHAINS])
    more = owner["more_chains"] or len(owner["chains"]) > CHAINS
    return (*told, *((scribe.say("owners.more_chains", "muted"),) if more else ()))


def _chain(chain: Reading, held: dict[tuple[str, str], Any], names: dict[str, str], scribe: Scribe) -> Line:
    words, parties = scribe.words, chain["parties"]
    if len(parties) == len(("owner", "owned")):
        return scribe.say("owners.directly")
    sizes = " × ".join(tell_share(held[step], words) for step in pairwise(parties))
    told = {"names": " › ".join(names[one] for one in parties), "sizes": sizes}
    return scribe.say("owners.chain_value", **told, total=tell_share(chain["share"], words))


def _findings(reading: Reading, scribe: Scribe) -> list[Block]:
    heading = Heading(3, scribe.words("owners.findings"))
    if not reading["findings"]:
        return [heading, scribe.note("owners.no_findings")]
    rows = (
        (scribe.text(one["text"]), scribe.ids(one["statements"], "muted"))
        for one in reading["findings"][:ROWS]
    )
    columns = [("finding", 8), ("statements", 4)]
    table = _table("owners.findings", columns, rows, scribe)
    return [heading, scribe.note("owners.findings_lead"), table, *_more(reading["findings"], scribe)]


def _holdings(reading: Reading, names: dict[str, str], scribe: Scribe) -> list[Block]:
    if not reading["holdings"]:
        return []
    rows = ((
        scribe.cell(names[one["owner"]], "strong"),
        scribe.cell(names[one["owned"]]),
        _held(one, scribe),
        _statements(one, scribe),
    ) for one in reading["holdings"][:ROWS])  # fmt: skip
    columns = [("holder", 5), ("in_whom", 5), ("holds_what", 5), ("stated", 6)]
    heading = Heading(3, scribe.words("owners.holdings"))
    return [heading, _table("owners.holdings", columns, rows, scribe), *_more(reading["holdings"], scribe)]


def _held(holding: Reading, scribe: Scribe) -> Cell:
    words, shares, votes = scribe.words, holding["shares"], holding["votes"]
    told = [words("owners.of_shares", share=tell_share(shares, words))] if shares else []
    told += [words("owners.of_votes", share=tell_share(votes, words))] if votes else []
    return tuple(scribe.plain(one) for one in (*told, *map(to_lower_words, holding["roles"])))


def _statements(holding: Reading, scribe: Scribe) -> Cell:
    return tuple(scribe.plain(_statement(one, scribe), "muted") for one in holding["statements"])


def _statement(statement: Reading, scribe: Scribe) -> str:
    words, ident = scribe.words, statement["source"] or statement["id"]
    days = [
        words(f"owners.{name}", day=statement[name])
        for name in ("stated_on", "start", "end")
        if statement[name]
    ]
    return ", ".join([ident, *days])


def _declared(reading: Reading, scribe: Scribe) -> list[Block]:
    agreeing = [one for one in reading["declared"] if one["verdict"] == "agrees"]
    if not agreeing:
        return []
    lines = tuple(line for one in agreeing for line in scribe.text(one["text"]))
    return [Heading(3, scribe.words("owners.declared")), Items(lines)]


def _rejects(reading: Reading, scribe: Scribe) -> list[Block]:
    if not reading["rejected"]:
        return []
    lines = tuple(
        (*scribe.plain(f"{one['where']}: "), *line)
        for one in reading["rejects"]
        for line in scribe.text(one["text"])
    )
    count = scribe.words.count("owners.rejects", reading["rejected"])
    return [Heading(3, scribe.words("owners.unread")), Paragraph(scribe.plain(count), "note"), Items(lines)]


def _more(listed: list[Any], scribe: Scribe) -> list[Block]:
    """That a table was cut, and where the rest is."""
    if len(listed) <= ROWS:
        return []
    return [scribe.note("document.more", count=len(listed) - ROWS, where="record.json")]


def _table(title: str, columns: list[tuple[str, int]], rows: Any, scribe: Scribe) -> Table:
    return scribe.table(title, [(f"owners.{key}", weight) for key, weight in columns], rows)
