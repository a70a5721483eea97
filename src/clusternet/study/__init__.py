"""One module per question people ask; no files, no pages."""
