"""The outside world: database, files, keys, clock, and the writers of documents."""
