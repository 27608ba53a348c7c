"""A UN office's rules as data: packs, and what they say about facts.

``load.load_pack`` gives a ``Pack``, whole or not at all; ``facts.to_facts`` turns answers into facts without names or
texts; ``evaluate.evaluate`` says what the pack makes of them. Nothing here reads a clock, a database or the network.
"""
