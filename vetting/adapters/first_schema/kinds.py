"""Columns of text. They sort by code points on both databases, whatever the locale: the order of items is part of a record."""

import sqlalchemy as sa

TEXT = sa.String().with_variant(sa.String(collation="C"), "postgresql")
ID = sa.String(length=60).with_variant(sa.String(length=60, collation="C"), "postgresql")
