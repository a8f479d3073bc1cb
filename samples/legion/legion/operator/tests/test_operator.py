import contextlib
import hashlib
import io
import json
import tempfile
import unittest
import zipfile
from pathlib import Path

from legion.operator.builder import main, pack
from legion.operator.desired import deployment_objects, training_pod
from legion.operator.loop import reconcile


def resource(kind, name, **spec):
    return {"kind": kind, "metadata": {"name": name, "uid": f"uid-{name}"}, "spec": spec}


TRAINING = dict(
    model={"name": "wine", "version": "7"}, toolchain="python", vcsName="models", entrypoint="train.py", hyperParameters={"alpha": "1"}
)
TOOLCHAIN = resource("ToolchainIntegration", "python", entrypoint="/bin/train", defaultImage="toolchain:1")


class FakeCluster:
    namespace = "models"

    def __init__(self, *resources):
        self.objects = {(item["kind"], item["metadata"]["name"]): item for item in resources}
        self.reports = []

    def list(self, kind):
        return [item for (of, _), item in sorted(self.objects.items()) if of == kind]

    def get(self, kind, name):
        return self.objects.get((kind, name))

    def apply(self, desired):
        key = (desired["kind"], desired["metadata"]["name"])
        self.objects[key] = {**self.objects.get(key, {}), **desired}
        return self.objects[key]

    create = apply

    def report(self, kind, name, status):
        self.reports.append((kind, name, status["state"]))
        self.objects[kind, name]["status"] = status


class LoopTest(unittest.TestCase):
    def test_a_deployment_gets_pods_and_a_service_and_is_ready_when_they_are(self):
        cluster = FakeCluster(resource("ModelDeployment", "wine", image="team/wine:1", minReplicas=2))
        reconcile(cluster, "builder:1")
        self.assertEqual("team/wine:1", cluster.get("Deployment", "wine")["spec"]["template"]["spec"]["containers"][0]["image"])
        self.assertIsNotNone(cluster.get("Service", "wine"))
        cluster.get("Deployment", "wine")["status"] = {"availableReplicas": 2, "replicas": 2}
        reconcile(cluster, "builder:1")
        reconcile(cluster, "builder:1")
        self.assertEqual(["Processing", "Ready"], [state for _, _, state in cluster.reports])

    def test_a_training_runs_once(self):
        cluster = FakeCluster(resource("ModelTraining", "wine-7", **TRAINING), TOOLCHAIN)
        reconcile(cluster, "builder:1")
        pod = cluster.get("Pod", "wine-7")
        pod["status"] = {"phase": "Succeeded", "containerStatuses": [{"name": "trainer", "state": {"terminated": {"exitCode": 0}}}]}
        reconcile(cluster, "builder:1")
        del cluster.objects["Pod", "wine-7"]
        reconcile(cluster, "builder:1")
        self.assertIsNone(cluster.get("Pod", "wine-7"))
        self.assertEqual("succeeded", cluster.get("ModelTraining", "wine-7")["status"]["state"])

    def test_an_unknown_toolchain_fails_the_training_and_nothing_else(self):
        cluster = FakeCluster(
            resource("ModelTraining", "wine-7", **TRAINING),
            resource("ModelDeployment", "broken"),
            resource("ModelDeployment", "wine", image="team/wine:1"),
        )
        self.assertEqual(1, reconcile(cluster, "builder:1"))
        self.assertIsNotNone(cluster.get("Deployment", "wine"))
        self.assertIn("no toolchain 'python'", cluster.get("ModelTraining", "wine-7")["status"]["message"])


class DesiredTest(unittest.TestCase):
    def test_a_training_pod_has_a_trainer_and_the_builder_over_one_volume(self):
        pod = training_pod(resource("ModelTraining", "wine-7", **TRAINING), TOOLCHAIN, "builder:1")
        trainer, builder = pod["spec"]["containers"]
        self.assertEqual((["/bin/train"], ["train.py"]), (trainer["command"], trainer["args"]))
        self.assertEqual("builder:1", builder["image"])
        self.assertIn({"name": "LEGION_PARAMETER_ALPHA", "value": "1"}, trainer["env"])
        self.assertIn(builder["volumeMounts"][0], trainer["volumeMounts"])

    def test_what_is_made_goes_with_what_asked_for_it(self):
        for made in deployment_objects(resource("ModelDeployment", "wine", image="i")):
            self.assertEqual("uid-wine", made["metadata"]["ownerReferences"][0]["uid"])


class BuilderTest(unittest.TestCase):
    def run_builder(self, folder, code):
        (Path(folder) / ".done").write_text(f"{code}\n")
        output = io.StringIO()
        with contextlib.redirect_stdout(output), contextlib.redirect_stderr(io.StringIO()):
            return main([folder, "--model", "wine", "--version", "7"]), output.getvalue()

    def test_what_the_training_left_is_packed_and_named_by_its_digest(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "weights").mkdir()
            (Path(folder) / "weights" / "w.bin").write_bytes(b"1234")
            code, output = self.run_builder(folder, 0)
            (artifact,) = json.loads(output)["artifacts"]
            archive = Path(folder) / artifact["name"]
            self.assertEqual((0, "wine-7.zip"), (code, archive.name))
            self.assertEqual(hashlib.sha256(archive.read_bytes()).hexdigest(), artifact["sha256"])
            self.assertEqual(["weights/w.bin"], zipfile.ZipFile(archive).namelist())
            self.assertEqual(artifact, pack(Path(folder), "wine", "7"))

    def test_a_failed_training_leaves_nothing_and_its_code(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual((3, ""), self.run_builder(folder, 3))
            self.assertEqual([".done"], [path.name for path in Path(folder).iterdir()])


if __name__ == "__main__":
    unittest.main()
