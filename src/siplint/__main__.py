"""`python -m siplint`."""

import sys

from siplint.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
