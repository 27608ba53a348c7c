"""Vetting of proposed partnerships between UN offices and technology companies."""

__version__ = "0.1.0"
