"""The sidecar of a training: waits for its end, packs what it left, writes the list of digests."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
import zipfile
from pathlib import Path
from typing import Any, Callable, Dict, Optional, Sequence

EPOCH = (1980, 1, 1, 0, 0, 0)


def pack(output: Path, model: str, version: str) -> Dict[str, Any]:
    """Packs the folder into MODEL-VERSION.zip beside its files, and gives its name, SHA-256 and size.

    The archive depends on names and contents alone: training twice to the same result gives the same bytes.
    """
    target = output / f"{model}-{version}.zip"
    files = sorted(path for path in output.rglob("*") if path.is_file() and not _own(path, output))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(output).as_posix(), EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    return {"name": target.name, "sha256": digest, "size": target.stat().st_size}


def _own(path: Path, output: Path) -> bool:
    return path.parent == output and (path.name == ".done" or path.suffix == ".zip")


def main(arguments: Optional[Sequence[str]] = None, sleep: Callable[[float], None] = time.sleep) -> int:
    """Waits for ``.done``, which holds the trainer's exit code; gives 0, or that code."""
    parser = argparse.ArgumentParser(prog="legion-model-builder", description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("--model", required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args(arguments)
    done = options.output / ".done"
    while not done.exists():
        sleep(1)
    code = int(done.read_text(encoding="ascii").strip() or "1")
    if code != 0:
        print(f"the training ended with {code}: nothing to pack", file=sys.stderr)
        return code
    print(json.dumps({"artifacts": [pack(options.output, options.model, options.version)]}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
