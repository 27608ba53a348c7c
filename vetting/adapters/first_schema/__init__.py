"""The tables that the first migration makes, matter by matter; editable until the first tag."""
