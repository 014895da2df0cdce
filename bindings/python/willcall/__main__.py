"""`python -m willcall`: everything an engine can be asked, from a shell.

Exit codes: 0 done, 1 failed, 2 called wrongly, 3 refused.
"""

import sys

from ._commands import main

sys.exit(main(sys.argv[1:]))
