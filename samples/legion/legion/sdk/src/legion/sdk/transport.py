"""JSON over HTTP, with the retries and limits every call shares."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any, Callable, Mapping, Optional, Tuple

from legion.sdk.errors import Unavailable, error_for
from legion.sdk.version import __version__

RETRYABLE = frozenset({429, 502, 503, 504})
SAFE_METHODS = frozenset({"GET", "HEAD"})


class _SameHostRedirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but takes the token along only to the host it was meant for."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        request = super().redirect_request(req, fp, code, msg, headers, newurl)
        if request is not None and urllib.parse.urlsplit(newurl).netloc != urllib.parse.urlsplit(req.full_url).netloc:
            request.remove_header("Authorization")
        return request


class Transport:
    """Calls one server.

    Calls that only read are tried up to ``attempts`` times when the server is busy or does not answer; a
    ``Retry-After`` in seconds is honoured. Calls that change something are sent once.
    """

    def __init__(
        self,
        url: str,
        token: Optional[str] = None,
        timeout: float = 30,
        attempts: int = 3,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise ValueError(f"not an http(s) address: {url!r}")
        self._url = url.rstrip("/")
        self._token = token
        self._timeout = timeout
        self._attempts = max(1, attempts)
        self._sleep = sleep
        self._opener = urllib.request.build_opener(_SameHostRedirects())

    def call(self, method: str, path: str, body: Any = None) -> Tuple[Any, Mapping[str, str]]:
        """Sends one request; gives the decoded JSON body (None when empty) and the headers of the answer."""
        attempts = self._attempts if method in SAFE_METHODS else 1
        for attempt in range(1, attempts + 1):
            try:
                with self._opener.open(self._request(method, path, body), timeout=self._timeout) as answer:
                    return _decode(answer.read(), path), answer.headers
            except urllib.error.HTTPError as error:
                with error:
                    if error.code in RETRYABLE and attempt < attempts:
                        self._sleep(_pause(attempt, error.headers.get("Retry-After")))
                        continue
                    raise error_for(error.code, _message(error)) from None
            except (OSError, http.client.HTTPException) as error:
                if attempt == attempts:
                    reason = getattr(error, "reason", None) or error
                    raise Unavailable(f"no answer from {self._url}: {reason}") from error
                self._sleep(_pause(attempt, None))
        raise AssertionError("unreachable")

    def _request(self, method: str, path: str, body: Any) -> urllib.request.Request:
        headers = {"Accept": "application/json", "User-Agent": f"legion-sdk/{__version__}"}
        data = None
        if body is not None:
            data = json.dumps(body).encode("utf-8")
            headers["Content-Type"] = "application/json"
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        return urllib.request.Request(self._url + path, data=data, headers=headers, method=method)


def _decode(content: bytes, path: str) -> Any:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        raise Unavailable(f"the answer to {path} is not JSON; is this the platform's address?") from None


def _message(error: urllib.error.HTTPError) -> str:
    text = error.read().decode("utf-8", "replace")
    try:
        return str(json.loads(text)["message"])
    except (ValueError, KeyError, TypeError):
        return text.strip() or f"HTTP {error.code} {error.reason}"


def _pause(attempt: int, retry_after: Optional[str]) -> float:
    if retry_after is not None and retry_after.isdigit():
        return min(float(retry_after), 60)
    return min(0.25 * 2.0**attempt, 10)
