"""Whether only help is asked for: then engines, maps and databases, which take seconds, are not imported."""

import sys
from typing import Final

HELP_ONLY: Final = "--help" in sys.argv[1:]
"""No command runs then, so that modules of commands leave out what only running needs."""
