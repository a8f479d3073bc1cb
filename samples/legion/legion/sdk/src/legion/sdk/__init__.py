"""SDK of the Legion machine learning platform."""

from legion.sdk.edi import EdiClient
from legion.sdk.errors import AlreadyExists, LegionError, NotFound, Rejected, Unauthorized, Unavailable
from legion.sdk.model import Answer, ModelClient
from legion.sdk.resources import Connection, ModelDeployment, ModelRoute, ModelTraining, RouteTarget
from legion.sdk.version import __version__

__all__ = [
    "AlreadyExists",
    "Answer",
    "Connection",
    "EdiClient",
    "LegionError",
    "ModelClient",
    "ModelDeployment",
    "ModelRoute",
    "ModelTraining",
    "NotFound",
    "Rejected",
    "RouteTarget",
    "Unauthorized",
    "Unavailable",
    "__version__",
]
