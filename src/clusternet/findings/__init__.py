"""Findings: frozen, named results that say what they are, of how many, and against what."""
