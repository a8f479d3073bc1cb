"""EDI: the API that manages the platform's resources."""

from __future__ import annotations

import json
import logging
import logging.config
import os
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Optional, Tuple, Type

from legion.services.store import Conflict, Invalid, KubernetesStore, MemoryStore, Missing, Store

LOG = logging.getLogger("edi")

KINDS = {
    "connection": "Connection",
    "toolchain/integration": "ToolchainIntegration",
    "model/training": "ModelTraining",
    "model/deployment": "ModelDeployment",
    "model/route": "ModelRoute",
}
ADDRESS = re.compile(r"^/api/v1/(?P<kind>" + "|".join(KINDS) + r")(?:/(?P<id>[^/]+))?$")
NAME = re.compile(r"^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$")
LARGEST_BODY = 1 << 20


def answer(store: Store, method: str, path: str, body: Any) -> Tuple[HTTPStatus, Any]:
    """What EDI answers a request: the status and the document."""
    if path == "/healthz":
        return HTTPStatus.OK, {"status": "ok"}
    address = ADDRESS.match(path)
    if address is None:
        return HTTPStatus.NOT_FOUND, {"message": f"there is nothing at {path}"}
    kind, name = KINDS[address["kind"]], address["id"]
    try:
        if method == "GET":
            return HTTPStatus.OK, store.get(kind, name) if name else store.list(kind)
        if method == "POST" and not name:
            return HTTPStatus.CREATED, store.create(kind, _checked(body, None))
        if method == "PUT" and name:
            return HTTPStatus.OK, store.replace(kind, _checked(body, name))
        if method == "DELETE" and name:
            store.delete(kind, name)
            return HTTPStatus.NO_CONTENT, None
    except Missing as error:
        return HTTPStatus.NOT_FOUND, {"message": str(error)}
    except Conflict as error:
        return HTTPStatus.CONFLICT, {"message": str(error)}
    except Invalid as error:
        return HTTPStatus.BAD_REQUEST, {"message": str(error)}
    return HTTPStatus.METHOD_NOT_ALLOWED, {"message": f"{method} makes no sense at {path}"}


def _checked(body: Any, name: Optional[str]) -> Any:
    if not isinstance(body, dict) or not isinstance(body.get("spec"), dict):
        raise Invalid("a resource is an object with `id` and `spec`")
    if not isinstance(body.get("id"), str) or not NAME.match(body["id"]):
        raise Invalid("an id is at most 63 lower-case letters, digits and dashes, with no dash at its ends")
    if name is not None and body["id"] != name:
        raise Invalid(f"the id {body['id']!r} is not the one of the address, {name!r}")
    return body


def handler(store: Store) -> Type[BaseHTTPRequestHandler]:
    """The request handler over a store."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "legion-edi"
        sys_version = ""

        def _serve(self) -> None:
            try:
                status, document = answer(store, self.command, self.path.partition("?")[0], self._body())
            except Invalid as error:
                status, document = HTTPStatus.BAD_REQUEST, {"message": str(error)}
                self.close_connection = True
            except OSError as error:
                LOG.error("the store does not answer: %s", error)
                status, document = HTTPStatus.SERVICE_UNAVAILABLE, {"message": "the cluster does not answer"}
            content = b"" if document is None else json.dumps(document).encode("utf-8")
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = _serve

        def _body(self) -> Any:
            length = int(self.headers.get("Content-Length") or 0)
            if length > LARGEST_BODY:
                raise Invalid(f"a request of {length} bytes is larger than {LARGEST_BODY}")
            if length == 0:
                return None
            try:
                return json.loads(self.rfile.read(length))
            except ValueError as error:
                raise Invalid(f"the body is not JSON: {error}") from None

        def log_message(self, format: str, *args: Any) -> None:
            LOG.info("%s %s", self.address_string(), format % args)

    return Handler


def _configure_logging(path: Path) -> None:
    if path.exists():
        logging.config.dictConfig(json.loads(path.read_text(encoding="utf-8")))
    else:
        logging.basicConfig(format="%(levelname)s %(name)s %(message)s")
    logging.getLogger().setLevel(os.environ.get("EDI_LOG_LEVEL", "INFO"))


def main() -> None:
    """Serves until it is stopped; EDI_STORE=memory keeps resources in memory, for trying it out."""
    _configure_logging(Path(os.environ.get("EDI_LOGGING", "/etc/legion/logging.json")))
    memory = os.environ.get("EDI_STORE") == "memory"
    store: Store = MemoryStore() if memory else KubernetesStore(os.environ.get("EDI_NAMESPACE", "default"))
    port = int(os.environ.get("EDI_PORT", "8081"))
    LOG.info("listens on port %d", port)
    ThreadingHTTPServer(("", port), handler(store)).serve_forever()


if __name__ == "__main__":
    main()
