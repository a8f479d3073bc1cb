"""The feedback endpoint."""

from __future__ import annotations

import json
import logging
import os
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Tuple

from legion.feedback.forward import Forwarder

LOG = logging.getLogger("feedback")
LARGEST_BODY = 1 << 20
Send = Callable[[str, int, Any], None]


def accept(send: Send, now: int, body: Any) -> Tuple[int, Any]:
    """Checks a message and passes it on; gives the status and the document of the answer."""
    if not isinstance(body, dict):
        return 400, {"message": "feedback is an object"}
    for key in ("model", "requestId"):
        if not isinstance(body.get(key), str) or not body[key]:
            return 400, {"message": f"`{key}` is missing"}
    if "payload" not in body:
        return 400, {"message": "`payload` is missing"}
    record = {"model": body["model"], "request_id": body["requestId"], "payload": body["payload"]}
    try:
        send("feedback.truth", now, record)
    except OverflowError as error:
        return 400, {"message": str(error)}
    except OSError as error:
        LOG.error("fluentd does not take it: %s", error)
        return 503, {"message": "the feedback store does not answer; send it again"}
    return 202, {"message": "accepted"}


def main() -> None:
    """Serves until it is stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    forwarder = Forwarder(os.environ.get("FLUENTD_HOST", "localhost"), int(os.environ.get("FLUENTD_PORT", "24224")))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(*((200, {"status": "ok"}) if self.path == "/healthz" else (404, {"message": "not here"})))

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            if self.path.partition("?")[0] != "/api/v1/feedback":
                self._answer(404, {"message": "feedback goes to /api/v1/feedback"})
            elif length > LARGEST_BODY:
                self._answer(413, {"message": f"at most {LARGEST_BODY} bytes"})
            else:
                try:
                    body = json.loads(self.rfile.read(length))
                except ValueError as error:
                    self._answer(400, {"message": f"not JSON: {error}"})
                else:
                    self._answer(*accept(forwarder.send, int(time.time()), body))

        def _answer(self, status: int, document: Any) -> None:
            content = json.dumps(document).encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    ThreadingHTTPServer(("", int(os.environ.get("FEEDBACK_PORT", "8082"))), Handler).serve_forever()


if __name__ == "__main__":
    main()
