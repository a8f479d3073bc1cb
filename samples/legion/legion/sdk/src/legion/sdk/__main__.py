"""``python -m legion.sdk``."""

import sys

from legion.sdk.command import main

sys.exit(main())
