"""The use cases: open a source, ask, write whole files or none, show progress."""
