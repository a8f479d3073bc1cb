"""The few calls of the Kubernetes API the operator needs."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any, Dict, List, Mapping, Optional

ACCOUNT = Path("/var/run/secrets/kubernetes.io/serviceaccount")
PATHS = {
    "Pod": "/api/v1/namespaces/{0}/pods",
    "Service": "/api/v1/namespaces/{0}/services",
    "Deployment": "/apis/apps/v1/namespaces/{0}/deployments",
    "ModelDeployment": "/apis/legion-platform.org/v1alpha1/namespaces/{0}/modeldeployments",
    "ModelTraining": "/apis/legion-platform.org/v1alpha1/namespaces/{0}/modeltrainings",
    "ToolchainIntegration": "/apis/legion-platform.org/v1alpha1/namespaces/{0}/toolchainintegrations",
}


class Cluster:
    """One namespace of the cluster the operator runs in."""

    def __init__(self, namespace: str, server: str = "https://kubernetes.default.svc", account: Path = ACCOUNT) -> None:
        self.namespace = namespace
        self._server = server
        self._account = account
        authority = account / "ca.crt"
        self._tls = ssl.create_default_context(cafile=str(authority)) if authority.exists() else None

    def list(self, kind: str) -> List[Dict[str, Any]]:
        """All objects of a kind."""
        found = self._call("GET", self._path(kind)) or {"items": []}
        # Items of a list do not carry their kind.
        return [{**item, "kind": kind} for item in found["items"]]

    def get(self, kind: str, name: str) -> Optional[Dict[str, Any]]:
        """One object, or None."""
        return self._call("GET", f"{self._path(kind)}/{name}")

    def create(self, desired: Mapping[str, Any]) -> Dict[str, Any]:
        """Creates an object."""
        return self._call("POST", self._path(desired["kind"]), desired) or {}

    def apply(self, desired: Mapping[str, Any]) -> Dict[str, Any]:
        """Server-side apply: the fields named are the operator's, the others stay as they are."""
        path = f"{self._path(desired['kind'])}/{desired['metadata']['name']}?fieldManager=legion-operator&force=true"
        return self._call("PATCH", path, desired, "application/apply-patch+yaml") or {}

    def report(self, kind: str, name: str, status: Mapping[str, Any]) -> None:
        """Writes the status of a resource."""
        self._call("PATCH", f"{self._path(kind)}/{name}/status", {"status": status}, "application/merge-patch+json")

    def _path(self, kind: str) -> str:
        return PATHS[kind].format(self.namespace)

    def _call(self, method: str, path: str, body: Any = None, media: str = "application/json") -> Optional[Dict[str, Any]]:
        token = (self._account / "token").read_text(encoding="ascii").strip()
        data = None if body is None else json.dumps(body).encode("utf-8")
        headers = {"Authorization": f"Bearer {token}", "Content-Type": media, "Accept": "application/json"}
        request = urllib.request.Request(self._server + path, data=data, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30, context=self._tls) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                if error.code == 404:
                    return None
            raise
