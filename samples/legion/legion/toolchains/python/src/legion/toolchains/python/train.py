"""Runs a training script, and what the script itself needs."""

from __future__ import annotations

import json
import os
import pickle
import runpy
import sys
import traceback
from pathlib import Path
from typing import Any, Mapping, Optional, Sequence


def parameter(name: str, default: Optional[str] = None, environment: Mapping[str, str] = os.environ) -> str:
    """A hyper-parameter of this training; raises KeyError when it has none of this name and there is no default."""
    value = environment.get(f"LEGION_PARAMETER_{name.upper()}", default)
    if value is None:
        raise KeyError(f"the training has no hyper-parameter {name!r}")
    return value


def save(model: Any, inputs: Mapping[str, str], environment: Mapping[str, str] = os.environ) -> Path:
    """Saves a model with a ``predict(features) -> dict`` and the names and types of its inputs."""
    if not callable(getattr(model, "predict", None)):
        raise TypeError(f"{type(model).__name__} has no predict(features)")
    output = Path(environment["LEGION_OUTPUT"])
    with (output / "model.pickle").open("wb") as file:
        pickle.dump(model, file)
    card = {
        "name": environment.get("LEGION_MODEL_NAME", "model"),
        "version": environment.get("LEGION_MODEL_VERSION", "0"),
        "inputs": dict(inputs),
    }
    (output / "model.json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return output


def main(arguments: Optional[Sequence[str]] = None, environment: Mapping[str, str] = os.environ) -> int:
    """The command ``legion-train``: gives the script's exit code and leaves it for the sidecar."""
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    if not arguments:
        print("usage: legion-train SCRIPT [ARGUMENT...]", file=sys.stderr)
        return 2
    before, sys.argv = sys.argv, arguments
    try:
        runpy.run_path(arguments[0], run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except Exception:
        traceback.print_exc()
        code = 1
    finally:
        sys.argv = before
    (Path(environment["LEGION_OUTPUT"]) / ".done").write_text(f"{code}\n", encoding="ascii")
    return code


if __name__ == "__main__":
    sys.exit(main())
