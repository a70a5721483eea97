"""Our measures beside other libraries that do the same work; see __main__."""
