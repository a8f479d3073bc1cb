"""Client of EDI, the API that manages trainings, deployments, routes and connections."""

from __future__ import annotations

import time
import urllib.parse
from typing import Callable, List, Optional, Type, TypeVar

from legion.sdk.errors import LegionError, Unavailable
from legion.sdk.resources import Connection, ModelDeployment, ModelRoute, ModelTraining, Resource
from legion.sdk.transport import Transport

R = TypeVar("R", Connection, ModelTraining, ModelDeployment, ModelRoute)


class EdiClient:
    """Manages the platform's resources."""

    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        transport: Optional[Transport] = None,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport or Transport(url, token)
        self._sleep = sleep
        self._clock = clock

    def list(self, kind: Type[R]) -> List[R]:
        """All resources of a kind, by id."""
        documents, _ = self._transport.call("GET", f"/api/v1/{kind.path}")
        return sorted((kind.parse(document) for document in documents or ()), key=lambda resource: resource.id)

    def get(self, kind: Type[R], resource_id: str) -> R:
        """One resource; raises NotFound."""
        document, _ = self._transport.call("GET", _address(kind, resource_id))
        return kind.parse(document)

    def create(self, resource: R) -> R:
        """Creates a resource; raises AlreadyExists."""
        document, _ = self._transport.call("POST", f"/api/v1/{resource.path}", resource.document())
        return type(resource).parse(document)

    def update(self, resource: R) -> R:
        """Replaces what the user decides of a resource; raises NotFound."""
        document, _ = self._transport.call("PUT", _address(type(resource), resource.id), resource.document())
        return type(resource).parse(document)

    def delete(self, kind: Type[R], resource_id: str) -> None:
        """Deletes a resource; raises NotFound."""
        self._transport.call("DELETE", _address(kind, resource_id))

    def wait_ready(self, deployment_id: str, timeout: float = 300, interval: float = 2) -> ModelDeployment:
        """Waits until a deployment serves; raises LegionError when it failed and Unavailable after ``timeout`` seconds."""
        return self._wait(ModelDeployment, deployment_id, "Ready", "Failed", timeout, interval)

    def wait_trained(self, training_id: str, timeout: float = 3600, interval: float = 5) -> ModelTraining:
        """Waits until a training is over; raises LegionError when it failed and Unavailable after ``timeout`` seconds."""
        return self._wait(ModelTraining, training_id, "succeeded", "failed", timeout, interval)

    def _wait(self, kind: Type[R], resource_id: str, good: str, bad: str, timeout: float, interval: float) -> R:
        end = self._clock() + timeout
        while True:
            resource = self.get(kind, resource_id)
            state = getattr(resource, "state", None)
            if state == good:
                return resource
            if state == bad:
                raise LegionError(f"{kind.path} {resource_id!r} failed")
            if self._clock() >= end:
                raise Unavailable(f"{kind.path} {resource_id!r} is still {state or 'unknown'} after {timeout:g} s")
            self._sleep(interval)


def _address(kind: Type[Resource], resource_id: str) -> str:
    return f"/api/v1/{kind.path}/{urllib.parse.quote(resource_id, safe='')}"
