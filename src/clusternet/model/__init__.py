"""The dataset contract as data: tables, columns, relations, indicators, recipes."""
