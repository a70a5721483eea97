"""Which rows are the same organization: proposals for people, and how their decisions change the tables."""
