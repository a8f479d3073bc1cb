import contextlib
import io
import json
import pickle
import tempfile
import unittest
from pathlib import Path

from legion.toolchains.python.serve import answer
from legion.toolchains.python.train import main, parameter, save


class Doubler:
    def predict(self, features):
        return {"y": features["x"] * 2}


CARD = {"name": "double", "version": "1", "inputs": {"x": "number"}}


class TrainTest(unittest.TestCase):
    def train(self, folder, text):
        script = Path(folder) / "train.py"
        script.write_text(text, encoding="utf-8")
        with contextlib.redirect_stderr(io.StringIO()):
            code = main([str(script), "7"], {"LEGION_OUTPUT": folder})
        self.assertEqual(f"{code}\n", (Path(folder) / ".done").read_text())
        return code

    def test_the_scripts_end_is_left_for_the_sidecar(self):
        for text, code in (("pass", 0), ("raise SystemExit(3)", 3), ("raise SystemExit('no')", 1), ("1/0", 1)):
            with self.subTest(text), tempfile.TemporaryDirectory() as folder:
                self.assertEqual(code, self.train(folder, text))

    def test_the_script_sees_its_arguments(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(7, self.train(folder, "import sys; raise SystemExit(int(sys.argv[1]))"))

    def test_a_parameter_without_value_and_default_is_an_error_by_name(self):
        self.assertEqual("0.5", parameter("alpha", environment={"LEGION_PARAMETER_ALPHA": "0.5"}))
        self.assertEqual("1", parameter("beta", "1", environment={}))
        with self.assertRaisesRegex(KeyError, "beta"):
            parameter("beta", environment={})


class ServeTest(unittest.TestCase):
    def test_a_saved_model_is_served(self):
        with tempfile.TemporaryDirectory() as folder:
            save(Doubler(), {"x": "number"}, {"LEGION_OUTPUT": folder, "LEGION_MODEL_NAME": "double", "LEGION_MODEL_VERSION": "1"})
            card = json.loads((Path(folder) / "model.json").read_text())
            model = pickle.loads((Path(folder) / "model.pickle").read_bytes())
        self.assertEqual(CARD, card)
        self.assertEqual((200, {"y": 8}), answer(model, card, "POST", "/api/model/invoke", {"x": 4}))

    def test_features_are_checked(self):
        for body, message in (([], "are an object"), ({}, "'x' is missing"), ({"x": "4"}, "no number"), ({"x": True}, "no number")):
            with self.subTest(body):
                status, document = answer(Doubler(), CARD, "POST", "/api/model/invoke", body)
                self.assertEqual(400, status)
                self.assertIn(message, document["message"])

    def test_what_cannot_predict_is_not_saved(self):
        with self.assertRaisesRegex(TypeError, "no predict"):
            save(object(), {}, {"LEGION_OUTPUT": "/nonexistent"})


if __name__ == "__main__":
    unittest.main()
