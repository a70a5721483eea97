"""Where rows come from: files found, read, checked; nothing lost in silence."""
