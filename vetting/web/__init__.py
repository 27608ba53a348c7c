"""The web: one surface for each audience (office, public, audit), and the API."""
