"""One module per section of the page: findings in, what its template shows out."""
