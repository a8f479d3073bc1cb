"""A small platform on a local port, for the tests: deployments in memory and one model."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FakePlatform:
    """Serves EDI's deployments and one model; ``failures`` are answered first, one a request."""

    def __init__(self):
        self.deployments = {}
        self.requests = []
        self.failures = []
        self.feedback = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, method, path, body):
        if self.failures:
            return self.failures.pop(0)
        prefix = "/api/v1/model/deployment"
        if path == prefix and method == "GET":
            return 200, {}, list(self.deployments.values())
        if path == prefix and method == "POST":
            if body["id"] in self.deployments:
                return 409, {}, {"message": f"{body['id']} exists"}
            self.deployments[body["id"]] = body
            return 201, {}, body
        if path.startswith(prefix + "/"):
            name = path[len(prefix) + 1 :]
            if name not in self.deployments:
                return 404, {}, {"message": f"no deployment {name}"}
            if method == "DELETE":
                del self.deployments[name]
                return 204, {}, None
            return 200, {}, self.deployments[name]
        if path == "/model/wine/api/model/invoke":
            return 200, {"Request-Id": "r-1"}, {"quality": 5 + body["alcohol"] / 10}
        if path == "/api/v1/feedback":
            self.feedback.append(body)
            return 202, {}, None
        return 404, {}, {"message": f"nothing at {path}"}

    def _handler(platform):
        class Handler(BaseHTTPRequestHandler):
            def _serve(self):
                length = int(self.headers.get("Content-Length") or 0)
                body = json.loads(self.rfile.read(length)) if length else None
                platform.requests.append((self.command, self.path, self.headers.get("Authorization")))
                status, headers, document = platform.answer(self.command, self.path, body)
                content = b"" if document is None else document if isinstance(document, bytes) else json.dumps(document).encode()
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = do_DELETE = _serve

            def log_message(self, *_):
                pass

        return Handler
