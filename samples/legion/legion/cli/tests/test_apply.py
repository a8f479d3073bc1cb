import contextlib
import io
import json
import tempfile
import unittest
from pathlib import Path

from legion.cli.apply import main
from legion.sdk import ModelDeployment, NotFound


class FakeEdi:
    def __init__(self, *resources):
        self.resources = {resource.id: resource for resource in resources}
        self.calls = []

    def get(self, kind, name):
        try:
            return self.resources[name]
        except KeyError:
            raise NotFound(name) from None

    def create(self, resource):
        self.calls.append(("create", resource.id))
        self.resources[resource.id] = resource

    def update(self, resource):
        self.calls.append(("update", resource.id))
        self.resources[resource.id] = resource


def deployment(name, image):
    return {"kind": "deployment", **ModelDeployment(name, image).document()}


class ApplyTest(unittest.TestCase):
    def run_command(self, command, edi, *documents):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for index, document in enumerate(documents):
                path = Path(folder) / f"{index}.json"
                path.write_text(json.dumps(document), encoding="utf-8")
                paths.append(str(path))
            output, errors = io.StringIO(), io.StringIO()
            with contextlib.redirect_stdout(output), contextlib.redirect_stderr(errors):
                code = main(["--url", "http://legion", command, *paths], {}, lambda *_: edi)
            return code, output.getvalue(), errors.getvalue()

    def test_missing_is_created_different_updated_equal_kept(self):
        edi = FakeEdi(ModelDeployment("old", "i:1"), ModelDeployment("same", "i:1", state="Ready"))
        wanted = [[deployment("new", "i:1"), deployment("old", "i:2")], deployment("same", "i:1")]
        code, output, _ = self.run_command("apply", edi, *wanted)
        self.assertEqual(0, code)
        self.assertEqual([("create", "new"), ("update", "old")], edi.calls)
        self.assertIn("keep model/deployment same", output)
        self.assertEqual(["keep"] * 3, [line.split()[0] for line in self.run_command("diff", edi, *wanted)[1].splitlines()])

    def test_diff_changes_nothing(self):
        edi = FakeEdi()
        self.run_command("diff", edi, deployment("new", "i:1"))
        self.assertEqual([], edi.calls)

    def test_a_mistake_in_the_last_file_leaves_the_platform_as_it_is(self):
        edi = FakeEdi()
        code, _, errors = self.run_command("apply", edi, deployment("new", "i:1"), {"kind": "pod", "id": "x"})
        self.assertEqual((1, []), (code, edi.calls))
        self.assertIn("1.json: kind 'pod' is none of connection", errors)


if __name__ == "__main__":
    unittest.main()
