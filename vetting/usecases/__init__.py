"""One act, one function: load, ask the domain, record.

Rules this package keeps:

- It is written against ``ports``; it knows no database, no file format, no Prefect, no web.
- Whatever changes state hands the event to ``Work.keep``: state and log entry are one commit.
- Acts carry an id; an act whose id is in the log already is not done again.
"""
