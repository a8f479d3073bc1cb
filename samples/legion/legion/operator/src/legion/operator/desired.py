"""What should exist in the cluster for each of the platform's resources."""

from __future__ import annotations

from typing import Any, Dict, List, Mapping

API_VERSION = "legion-platform.org/v1alpha1"
OUTPUT = "/var/lib/legion/output"
DONE = f"{OUTPUT}/.done"


def deployment_objects(resource: Mapping[str, Any]) -> List[Dict[str, Any]]:
    """The Deployment and the Service of a ModelDeployment."""
    name, spec = resource["metadata"]["name"], resource["spec"]
    labels = {"legion-platform.org/deployment": name}
    port = spec.get("port", 5000)
    probe = {"httpGet": {"path": "/healthcheck", "port": port}}
    container: Dict[str, Any] = {
        "name": "model",
        "image": spec["image"],
        "ports": [{"name": "http", "containerPort": port}],
        "livenessProbe": {**probe, "initialDelaySeconds": spec.get("livenessProbeInitialDelay", 2)},
        "readinessProbe": {**probe, "initialDelaySeconds": spec.get("readinessProbeInitialDelay", 2)},
    }
    if spec.get("resources"):
        container["resources"] = spec["resources"]
    pod = {
        "metadata": {"labels": labels, "annotations": dict(spec.get("annotations") or {})},
        # A model needs nothing of the cluster.
        "spec": {"automountServiceAccountToken": False, "containers": [container]},
    }
    body = {"replicas": spec.get("minReplicas", 1), "selector": {"matchLabels": labels}, "template": pod}
    service = {"selector": labels, "ports": [{"name": "http", "port": 5000, "targetPort": "http"}]}
    return [
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": _owned(resource, labels), "spec": body},
        {"apiVersion": "v1", "kind": "Service", "metadata": _owned(resource, labels), "spec": service},
    ]


def training_pod(resource: Mapping[str, Any], toolchain: Mapping[str, Any], builder_image: str) -> Dict[str, Any]:
    """The pod of a ModelTraining: the toolchain trains, the builder beside it packs and reports."""
    spec, tool = resource["spec"], toolchain["spec"]
    name = resource["metadata"]["name"]
    environment = {
        **(tool.get("additionalEnvironments") or {}),
        "LEGION_TRAINING": name,
        "LEGION_OUTPUT": OUTPUT,
        "LEGION_MODEL_NAME": spec["model"]["name"],
        "LEGION_MODEL_VERSION": spec["model"]["version"],
        **{f"LEGION_PARAMETER_{key.upper()}": value for key, value in sorted((spec.get("hyperParameters") or {}).items())},
    }
    mounts = [{"name": "output", "mountPath": OUTPUT}]
    trainer: Dict[str, Any] = {
        "name": "trainer",
        "image": spec.get("image") or tool["defaultImage"],
        "command": [tool["entrypoint"]],
        "args": [spec["entrypoint"], *(spec.get("args") or [])],
        "workingDir": "/workspace/" + spec.get("workDir", "."),
        "env": [{"name": key, "value": value} for key, value in environment.items()],
        "volumeMounts": [*mounts, {"name": "workspace", "mountPath": "/workspace"}],
    }
    if spec.get("resources"):
        trainer["resources"] = spec["resources"]
    builder = {
        "name": "builder",
        "image": builder_image,
        "args": [OUTPUT, "--model", spec["model"]["name"], "--version", spec["model"]["version"]],
        "volumeMounts": mounts,
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": _owned(resource, {"legion-platform.org/training": name}),
        "spec": {
            "restartPolicy": "Never",
            "automountServiceAccountToken": False,
            "containers": [trainer, builder],
            "volumes": [{"name": "output", "emptyDir": {}}, {"name": "workspace", "emptyDir": {}}],
        },
    }


def deployment_status(deployment: Mapping[str, Any], namespace: str) -> Dict[str, Any]:
    """The status of a ModelDeployment, from its Deployment."""
    status, name = deployment.get("status") or {}, deployment["metadata"]["name"]
    available, wanted = status.get("availableReplicas", 0), deployment["spec"]["replicas"]
    stuck = any(
        condition["type"] == "Progressing" and condition["status"] == "False" for condition in status.get("conditions") or ()
    )
    return {
        "state": "Ready" if available >= wanted else "Failed" if stuck else "Processing",
        "deployment": name,
        "serviceURL": f"http://{name}.{namespace}.svc.cluster.local:5000",
        "replicas": status.get("replicas", 0),
        "availableReplicas": available,
    }


def training_status(pod: Mapping[str, Any]) -> Dict[str, Any]:
    """The status of a ModelTraining, from its pod."""
    phase = (pod.get("status") or {}).get("phase", "Unknown")
    states = {"Pending": "scheduling", "Running": "running", "Succeeded": "succeeded", "Failed": "failed"}
    result: Dict[str, Any] = {"state": states.get(phase, "unknown"), "podName": pod["metadata"]["name"]}
    for container in (pod.get("status") or {}).get("containerStatuses") or ():
        end = (container.get("state") or {}).get("terminated")
        if container["name"] == "trainer" and end is not None:
            result["exitCode"] = end["exitCode"]
            if end["exitCode"] != 0:
                result["state"] = "failed"
    return result


def _owned(resource: Mapping[str, Any], labels: Mapping[str, str]) -> Dict[str, Any]:
    metadata = resource["metadata"]
    owner = {
        "apiVersion": API_VERSION,
        "kind": resource["kind"],
        "name": metadata["name"],
        "uid": metadata["uid"],
        "controller": True,
    }
    # Owned objects go when their resource goes.
    return {"name": metadata["name"], "labels": {**labels, "app.kubernetes.io/part-of": "legion"}, "ownerReferences": [owner]}
