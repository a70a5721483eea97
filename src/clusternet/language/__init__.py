"""The reader's language: texts, numbers, dates, lists."""
