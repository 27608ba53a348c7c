"""Is this party that listed one: lists, names, comparisons, and what a score means."""
