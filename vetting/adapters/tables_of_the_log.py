"""The tables of the log: entries, nodes of its tree, openings, signed checkpoints."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class LogEntryRow(SQLModel, table=True):
    """A leaf of the log. A trigger refuses every change and removal."""

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("case", "case_seq"),)
    index: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    act: str = Field(unique=True)
    case: str
    case_seq: int
    leaf: bytes


class LogNodeRow(SQLModel, table=True):
    """A completed node of the log's tree. A trigger refuses every change and removal."""

    __tablename__ = "log_node"
    level: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    index: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    hash: bytes


class OpeningRow(SQLModel, table=True):
    """What opens one protected field of one entry; removed on a lawful erasure."""

    __tablename__ = "opening"
    entry: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    field: str = Field(primary_key=True)
    salt: str
    value: str  # canonical JSON


class CheckpointRow(SQLModel, table=True):
    """A signed checkpoint. A trigger refuses every change and removal."""

    __tablename__ = "checkpoint"
    size: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    note: str
    signed_at: datetime
