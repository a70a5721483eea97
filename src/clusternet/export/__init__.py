"""Findings as other people's files, one module a format."""
