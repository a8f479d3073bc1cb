"""Client of a deployed model, through EDGE."""

from __future__ import annotations

import urllib.parse
from dataclasses import dataclass
from typing import Any, Mapping, Optional

from legion.sdk.transport import Transport

REQUEST_ID = "Request-Id"


@dataclass(frozen=True)
class Answer:
    """What a model answered."""

    values: Any
    request_id: Optional[str]
    """What names this request in the feedback loop; None when the edge gave none."""


class ModelClient:
    """Invokes one model."""

    def __init__(
        self, url: str, route: str, token: Optional[str] = None, transport: Optional[Transport] = None
    ) -> None:
        self._transport = transport or Transport(url, token)
        self._route = route
        self._base = f"/model/{urllib.parse.quote(route, safe='')}/api/model"

    def info(self) -> Mapping[str, Any]:
        """What the model says of itself: name, version, names and types of its inputs and outputs."""
        document, _ = self._transport.call("GET", f"{self._base}/info")
        return dict(document or {})

    def invoke(self, features: Mapping[str, Any]) -> Answer:
        """Asks the model once."""
        values, headers = self._transport.call("POST", f"{self._base}/invoke", dict(features))
        return Answer(values, headers.get(REQUEST_ID))

    def feedback(self, request_id: Optional[str], truth: Any) -> None:
        """Tells the platform what would have been right for a request."""
        if not request_id:
            raise ValueError("feedback needs the request id that came with the answer")
        body = {"model": self._route, "requestId": request_id, "payload": truth}
        self._transport.call("POST", "/api/v1/feedback", body)
