"""The platform's resources as plain values, in the field names of its API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, ClassVar, Dict, Mapping, Optional, Tuple, Type, Union


@dataclass(frozen=True)
class Connection:
    """Where data, code, images or results lie."""

    path: ClassVar[str] = "connection"

    id: str
    type: str
    uri: str
    reference: Optional[str] = None
    username: Optional[str] = None
    secret: Optional[str] = None
    """Name of the Kubernetes secret with the credential; never the credential."""

    def document(self) -> Dict[str, Any]:
        """As the API takes it."""
        spec = _without_none(type=self.type, uri=self.uri, reference=self.reference, username=self.username)
        if self.secret:
            spec["secretRef"] = {"name": self.secret}
        return {"id": self.id, "spec": spec}

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> "Connection":
        """Reads what the API gives."""
        spec = document["spec"]
        secret = (spec.get("secretRef") or {}).get("name")
        return cls(document["id"], spec["type"], spec["uri"], spec.get("reference"), spec.get("username"), secret)


@dataclass(frozen=True)
class ModelTraining:
    """One training of a model."""

    path: ClassVar[str] = "model/training"

    id: str
    model_name: str
    model_version: str
    toolchain: str
    vcs: str
    entrypoint: str
    args: Tuple[str, ...] = ()
    hyper_parameters: Mapping[str, str] = field(default_factory=dict)
    state: Optional[str] = None
    artifacts: Tuple[str, ...] = ()

    def document(self) -> Dict[str, Any]:
        """As the API takes it."""
        return {
            "id": self.id,
            "spec": {
                "model": {"name": self.model_name, "version": self.model_version},
                "toolchain": self.toolchain,
                "vcsName": self.vcs,
                "entrypoint": self.entrypoint,
                "args": list(self.args),
                "hyperParameters": dict(self.hyper_parameters),
            },
        }

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> "ModelTraining":
        """Reads what the API gives."""
        spec, status = document["spec"], document.get("status") or {}
        return cls(
            id=document["id"],
            model_name=spec["model"]["name"],
            model_version=spec["model"]["version"],
            toolchain=spec["toolchain"],
            vcs=spec["vcsName"],
            entrypoint=spec["entrypoint"],
            args=tuple(spec.get("args") or ()),
            hyper_parameters=dict(spec.get("hyperParameters") or {}),
            state=status.get("state"),
            artifacts=tuple(artifact["name"] for artifact in status.get("artifacts") or ()),
        )


@dataclass(frozen=True)
class ModelDeployment:
    """A trained model served by pods."""

    path: ClassVar[str] = "model/deployment"

    id: str
    image: str
    min_replicas: int = 1
    max_replicas: int = 1
    role: Optional[str] = None
    state: Optional[str] = None
    available_replicas: int = 0

    def document(self) -> Dict[str, Any]:
        """As the API takes it."""
        spec = _without_none(
            image=self.image, minReplicas=self.min_replicas, maxReplicas=self.max_replicas, roleName=self.role
        )
        return {"id": self.id, "spec": spec}

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> "ModelDeployment":
        """Reads what the API gives."""
        spec, status = document["spec"], document.get("status") or {}
        return cls(
            id=document["id"],
            image=spec["image"],
            min_replicas=int(spec.get("minReplicas", 1)),
            max_replicas=int(spec.get("maxReplicas", 1)),
            role=spec.get("roleName"),
            state=status.get("state"),
            available_replicas=int(status.get("availableReplicas", 0)),
        )


@dataclass(frozen=True)
class RouteTarget:
    """A deployment a route leads to, and its share of the traffic in percent."""

    deployment: str
    weight: int = 100


@dataclass(frozen=True)
class ModelRoute:
    """A path at the edge and the deployments it leads to."""

    path: ClassVar[str] = "model/route"

    id: str
    url_prefix: str
    targets: Tuple[RouteTarget, ...]
    mirror: Optional[str] = None
    state: Optional[str] = None
    edge_url: Optional[str] = None

    def __post_init__(self) -> None:
        total = sum(target.weight for target in self.targets)
        if total != 100:
            raise ValueError(f"the weights of route {self.id!r} make {total}, not 100")

    def document(self) -> Dict[str, Any]:
        """As the API takes it."""
        targets = [{"name": target.deployment, "weight": target.weight} for target in self.targets]
        spec = _without_none(urlPrefix=self.url_prefix, mirror=self.mirror, modelDeployments=targets)
        return {"id": self.id, "spec": spec}

    @classmethod
    def parse(cls, document: Mapping[str, Any]) -> "ModelRoute":
        """Reads what the API gives."""
        spec, status = document["spec"], document.get("status") or {}
        return cls(
            id=document["id"],
            url_prefix=spec["urlPrefix"],
            targets=tuple(RouteTarget(t["name"], int(t.get("weight", 100))) for t in spec["modelDeployments"]),
            mirror=spec.get("mirror"),
            state=status.get("state"),
            edge_url=status.get("edgeUrl"),
        )


Resource = Union[Connection, ModelTraining, ModelDeployment, ModelRoute]

KINDS: Mapping[str, Type[Resource]] = {
    "connection": Connection,
    "training": ModelTraining,
    "deployment": ModelDeployment,
    "route": ModelRoute,
}
"""The kinds by the word the command line has for them."""


def _without_none(**values: Any) -> Dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
