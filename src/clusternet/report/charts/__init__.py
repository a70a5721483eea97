"""One module per picture: numbers in, SVG or the cells of a table out."""
