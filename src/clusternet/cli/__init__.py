"""The command line: parses, calls one workflow, prints, exits."""

from clusternet.cli.app import main

__all__ = ["main"]
