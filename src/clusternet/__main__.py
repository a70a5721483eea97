"""``python -m clusternet``."""

from clusternet.cli import main

if __name__ == "__main__":
    main()
