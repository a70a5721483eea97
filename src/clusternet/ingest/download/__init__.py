"""Published files, fetched: where they are, what is allowed, how to go on after a connection broke."""
