import unittest

from legion.sdk import Connection, ModelDeployment, ModelRoute, ModelTraining, RouteTarget


class ResourcesTest(unittest.TestCase):
    def test_every_resource_survives_the_way_to_the_api_and_back(self):
        resources = [
            Connection("models", "git", "git@github.com:team/models.git", reference="main", secret="deploy-key"),
            ModelTraining("wine-7", "wine", "7", "python", "models", "train.py", ("--fast",), {"alpha": "0.5"}),
            ModelDeployment("wine", "team/wine:7", 1, 3, role="analyst"),
            ModelRoute("wine", "/wine", (RouteTarget("wine", 90), RouteTarget("wine-next", 10)), mirror="shadow"),
        ]
        for resource in resources:
            with self.subTest(type(resource).__name__):
                self.assertEqual(resource, type(resource).parse(resource.document()))

    def test_what_the_platform_reports_is_read(self):
        document = ModelDeployment("wine", "team/wine:7").document()
        document["status"] = {"state": "Ready", "availableReplicas": 2}
        deployment = ModelDeployment.parse(document)
        self.assertEqual(("Ready", 2), (deployment.state, deployment.available_replicas))

    def test_a_connection_never_carries_the_credential_itself(self):
        document = Connection("data", "s3", "s3://bucket", secret="data-key").document()
        self.assertEqual({"name": "data-key"}, document["spec"]["secretRef"])

    def test_weights_make_a_hundred(self):
        with self.assertRaisesRegex(ValueError, "make 90"):
            ModelRoute("wine", "/wine", (RouteTarget("a", 60), RouteTarget("b", 30)))


if __name__ == "__main__":
    unittest.main()
