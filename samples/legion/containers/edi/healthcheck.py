"""Exit code 0 when EDI answers on this machine, for engines without an HTTP probe."""

import os
import sys
import urllib.request

url = f"http://127.0.0.1:{os.environ.get('EDI_PORT', '8081')}/healthz"
try:
    with urllib.request.urlopen(url, timeout=2) as answer:
        sys.exit(0 if answer.status == 200 else 1)
except OSError as error:
    print(f"{url}: {error}", file=sys.stderr)
    sys.exit(1)
