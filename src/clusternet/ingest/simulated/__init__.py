"""A made-up region of which the truth is known, for tests and for teaching; marked as made up everywhere."""
