"""A mapping drafted from headings and values, for a person to finish."""
