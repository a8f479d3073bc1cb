"""What can go wrong between a program and the platform."""

from __future__ import annotations

from typing import Optional


class LegionError(Exception):
    """Base of all errors of the SDK."""

    def __init__(self, message: str, status: Optional[int] = None) -> None:
        super().__init__(message)
        self.status = status
        """HTTP status of the answer; None when there was none."""


class NotFound(LegionError):
    """There is no such resource (404)."""


class AlreadyExists(LegionError):
    """A resource of this id exists (409)."""


class Unauthorized(LegionError):
    """The token is missing, wrong, or does not allow this (401, 403)."""


class Rejected(LegionError):
    """The API refused what was asked (any other 4xx); the message says why."""


class Unavailable(LegionError):
    """No answer, or a server error after the retries."""


def error_for(status: int, message: str) -> LegionError:
    """The error that stands for an HTTP status of 400 and above."""
    if status in (401, 403):
        return Unauthorized(message, status)
    if status == 404:
        return NotFound(message, status)
    if status == 409:
        return AlreadyExists(message, status)
    return Rejected(message, status) if status < 500 else Unavailable(message, status)
