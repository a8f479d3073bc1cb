"""Where EDI keeps resources: the Kubernetes API, or memory for tests and for trying it out."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional, Protocol

GROUP = "legion-platform.org"
VERSION = "v1alpha1"
ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")


class Conflict(Exception):
    """A resource of this id exists."""


class Missing(Exception):
    """There is no such resource."""


class Invalid(Exception):
    """The resource breaks its schema; the message says where."""


class Store(Protocol):
    """Keeps documents of ``{id, spec, status}`` by kind and id."""

    def list(self, kind: str) -> List[Dict[str, Any]]: ...

    def get(self, kind: str, name: str) -> Dict[str, Any]: ...

    def create(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]: ...

    def replace(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]: ...

    def delete(self, kind: str, name: str) -> None: ...


class MemoryStore:
    """Forgets everything when the process ends."""

    def __init__(self) -> None:
        self._documents: Dict[str, Dict[str, Dict[str, Any]]] = {}

    def list(self, kind: str) -> List[Dict[str, Any]]:
        return [document for _, document in sorted(self._documents.get(kind, {}).items())]

    def get(self, kind: str, name: str) -> Dict[str, Any]:
        try:
            return self._documents[kind][name]
        except KeyError:
            raise Missing(f"there is no {kind} {name!r}") from None

    def create(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]:
        if document["id"] in self._documents.get(kind, {}):
            raise Conflict(f"{kind} {document['id']!r} exists")
        return self._put(kind, document, {})

    def replace(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]:
        return self._put(kind, document, self.get(kind, document["id"]).get("status", {}))

    def delete(self, kind: str, name: str) -> None:
        self.get(kind, name)
        del self._documents[kind][name]

    def _put(self, kind: str, document: Mapping[str, Any], status: Mapping[str, Any]) -> Dict[str, Any]:
        kept = {"id": document["id"], "spec": dict(document["spec"]), "status": dict(status)}
        self._documents.setdefault(kind, {})[kept["id"]] = kept
        return kept


class KubernetesStore:
    """Keeps resources as custom resources of one namespace; the cluster checks them against the definitions."""

    def __init__(self, namespace: str, server: str = "https://kubernetes.default.svc", account: Path = ACCOUNT) -> None:
        self._base = f"{server}/apis/{GROUP}/{VERSION}/namespaces/{urllib.parse.quote(namespace)}"
        self._account = account
        authority = account / "ca.crt"
        self._tls = ssl.create_default_context(cafile=str(authority)) if authority.exists() else None

    def list(self, kind: str) -> List[Dict[str, Any]]:
        return [_document(item) for item in self._call("GET", kind)["items"]]

    def get(self, kind: str, name: str) -> Dict[str, Any]:
        return _document(self._call("GET", kind, name))

    def create(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]:
        return _document(self._call("POST", kind, body=_resource(kind, document)))

    def replace(self, kind: str, document: Mapping[str, Any]) -> Dict[str, Any]:
        # The resource's version goes along: a change by somebody else in between is a conflict, not lost.
        current = self._call("GET", kind, document["id"])
        resource = _resource(kind, document)
        resource["metadata"]["resourceVersion"] = current["metadata"]["resourceVersion"]
        return _document(self._call("PUT", kind, document["id"], resource))

    def delete(self, kind: str, name: str) -> None:
        self._call("DELETE", kind, name)

    def _call(self, method: str, kind: str, name: Optional[str] = None, body: Any = None) -> Dict[str, Any]:
        url = f"{self._base}/{kind.lower()}s" + (f"/{urllib.parse.quote(name, safe='')}" if name else "")
        # The token is read each time: Kubernetes renews it on disk.
        token = (self._account / "token").read_text(encoding="ascii").strip()
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode("utf-8")
        request = urllib.request.Request(url, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30, context=self._tls) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                message = _reason(error)
            if error.code == 404:
                raise Missing(message) from None
            if error.code == 409:
                raise Conflict(message) from None
            if error.code in (400, 422):
                raise Invalid(message) from None
            raise


def _resource(kind: str, document: Mapping[str, Any]) -> Dict[str, Any]:
    return {
        "apiVersion": f"{GROUP}/{VERSION}",
        "kind": kind,
        "metadata": {"name": document["id"]},
        "spec": dict(document["spec"]),
    }


def _document(resource: Mapping[str, Any]) -> Dict[str, Any]:
    return {"id": resource["metadata"]["name"], "spec": resource["spec"], "status": resource.get("status", {})}


def _reason(error: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(error)["message"])
    except (ValueError, KeyError, TypeError):
        return f"HTTP {error.code}"
