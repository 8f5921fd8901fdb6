"""`python -m siplint`."""

import sys

from siplint.cli import main

if __name__ == "__main__":
    sys.exit(main())
