#!/usr/bin/env python3
"""Run siplint from this clone, with nothing installed: the entry of the hook `siplint-source`."""

import os
import sys

if sys.version_info < (3, 11):  # noqa: UP036 (nothing was installed, so nobody has asked)
    sys.exit(
        "siplint: the hook siplint-source needs Python 3.11 or newer as `python3`; siplint-project has no such need"
    )
# the working folder is the user's: nothing there may be imported in the place of siplint
sys.path[:] = [os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "src"), *sys.path[1:]]

from siplint.cli.main import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
