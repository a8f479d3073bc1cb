"""Serves a saved model with the API that EDGE expects."""

from __future__ import annotations

import json
import os
import pickle
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Mapping, Tuple

TYPES = {"number": (int, float), "string": (str,), "boolean": (bool,)}


def answer(model: Any, card: Mapping[str, Any], method: str, path: str, body: Any) -> Tuple[int, Any]:
    """What the model answers a request: the status and the document."""
    if method == "GET" and path == "/healthcheck":
        return 200, {"status": "ok"}
    if method == "GET" and path == "/api/model/info":
        return 200, card
    if method == "POST" and path == "/api/model/invoke":
        wrong = _wrong(card["inputs"], body)
        return (400, {"message": wrong}) if wrong else (200, model.predict(body))
    return 404, {"message": f"there is nothing at {method} {path}"}


def _wrong(inputs: Mapping[str, str], body: Any) -> str:
    if not isinstance(body, dict):
        return "the features are an object"
    for name, type_name in inputs.items():
        if name not in body:
            return f"feature {name!r} is missing"
        value = body[name]
        if not isinstance(value, TYPES[type_name]) or (type_name == "number" and isinstance(value, bool)):
            return f"feature {name!r} is no {type_name}"
    return ""


def main() -> None:
    """Serves the model of LEGION_OUTPUT on port 5000."""
    folder = Path(os.environ.get("LEGION_OUTPUT", "/opt/legion/model"))
    card = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    with (folder / "model.pickle").open("rb") as file:
        model = pickle.load(file)

    class Handler(BaseHTTPRequestHandler):
        def _serve(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            try:
                body = json.loads(self.rfile.read(length)) if length else None
                status, document = answer(model, card, self.command, self.path.partition("?")[0], body)
            except ValueError as error:
                status, document = 400, {"message": str(error)}
            content = json.dumps(document).encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _serve

    ThreadingHTTPServer(("", 5000), Handler).serve_forever()


if __name__ == "__main__":
    main()
