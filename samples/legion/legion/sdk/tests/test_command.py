import contextlib
import io
import tempfile
import unittest
from pathlib import Path

from legion.sdk import __version__
from legion.sdk.command import main
from legion.sdk.settings import Settings
from tests.fake_platform import FakePlatform


class CommandTest(unittest.TestCase):
    def run_command(self, platform, *arguments):
        output, errors = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(errors):
            code = main(arguments, {"LEGION_URL": platform.url, "LEGION_TOKEN": "secret"}, output)
        return code, output.getvalue(), errors.getvalue()

    def test_a_model_is_deployed_listed_invoked_and_deleted(self):
        with FakePlatform() as platform:
            self.assertEqual((0, "wine was accepted\n", ""), self.run_command(platform, "deploy", "wine", "team/wine:1"))
            self.assertEqual((0, "wine\tUnknown\t0\tteam/wine:1\n", ""), self.run_command(platform, "deployments"))
            self.assertEqual((0, '{"quality": 6.0}\n', ""), self.run_command(platform, "invoke", "wine", "alcohol=10"))
            self.assertEqual((0, "wine was deleted\n", ""), self.run_command(platform, "delete", "deployment", "wine"))

    def test_an_error_is_one_line_and_exit_code_one(self):
        with FakePlatform() as platform:
            code, _, errors = self.run_command(platform, "delete", "deployment", "wine")
            self.assertEqual((1, "legion: no deployment wine\n"), (code, errors))
            code, _, errors = self.run_command(platform, "invoke", "wine", "alcohol")
            self.assertEqual((1, "legion: a feature is NAME=VALUE, not 'alcohol'\n"), (code, errors))

    def test_the_version_is_the_distributions(self):
        output = io.StringIO()
        with contextlib.redirect_stdout(output), self.assertRaises(SystemExit):
            main(["--version"])
        self.assertEqual(f"legion {__version__}\n", output.getvalue())


class SettingsTest(unittest.TestCase):
    def test_argument_before_environment_before_file(self):
        with tempfile.TemporaryDirectory() as home:
            folder = Path(home) / ".config" / "legion"
            folder.mkdir(parents=True)
            (folder / "config.ini").write_text("[legion]\nurl = http://file\ntoken = per%cent\n", encoding="utf-8")
            environment = {"HOME": home}
            self.assertEqual(Settings("http://file", "per%cent"), Settings.find(None, environment))
            environment["LEGION_URL"] = "http://environment"
            self.assertEqual("http://environment", Settings.find(None, environment).url)
            self.assertEqual("http://argument", Settings.find("http://argument", environment).url)

    def test_nothing_said_is_an_error_that_says_what_to_do(self):
        with tempfile.TemporaryDirectory() as home, self.assertRaisesRegex(ValueError, "LEGION_URL"):
            Settings.find(None, {"HOME": home})

    def test_a_token_is_not_shown(self):
        self.assertNotIn("secret", repr(Settings("http://x", "secret")))


if __name__ == "__main__":
    unittest.main()
