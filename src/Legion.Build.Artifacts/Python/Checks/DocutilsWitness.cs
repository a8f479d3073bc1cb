using System.Globalization;
using Legion.Build.Artifacts.Python.Backends;
using Legion.Build.Artifacts.Python.Checks.Rst;

namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>Asks docutils itself, where a Python has it: it knows the languages of code blocks and the cells of CSV tables too.</summary>
internal static class DocutilsWitness
{
    // As an index calls it (pypa/readme_renderer, rst.py), up to the document; what only its HTML could get wrong differs between versions.
    private const string Script = """
        import io, sys
        try:
            from docutils.core import publish_doctree
            from docutils.utils import SystemMessage
        except ImportError:
            sys.exit(3)
        settings = dict(file_insertion_enabled=False, raw_enabled=False, halt_level=2, report_level=5, doctitle_xform=False,
                        sectsubtitle_xform=False, syntax_highlight="short", strip_comments=True, warning_stream=io.StringIO())
        with open(sys.argv[1], encoding="utf-8") as file:
            text = file.read()
        try:
            import pygments
        except ImportError:
            settings["syntax_highlight"] = "none"
        try:
            publish_doctree(text, settings_overrides=settings)
        except SystemMessage as e:
            place, _, message = str(e).partition(" ")
            line = place.rstrip(":").rpartition(":")[2]
            print((line if line.isdigit() else "1") + " " + message.split("\n")[0])
        """;

    /// <summary>Renders a text.</summary>
    /// <param name="text">reStructuredText.</param>
    /// <param name="interpreters">Pythons, in order of preference.</param>
    /// <param name="folder">Absolute path of a folder for the text.</param>
    /// <param name="environment">The environment Python runs in.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What docutils says; null: nothing, or no Python has it.</returns>
    public static async Task<RstProblem?> FindProblemAsync(string text, IEnumerable<string> interpreters, string folder, ToolEnvironment environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Join(folder, Path.GetRandomFileName());
        await File.WriteAllTextAsync(file, text, cancellationToken);
        try
        {
            foreach (var interpreter in interpreters)
            {
                var run = await ToolRunner.RunAsync(interpreter, ["-c", Script, file], folder, environment.Variables, onLine: null, cancellationToken);
                if (run.ExitCode != 0) continue;
                if (run.Output.Count == 0) return null;
                var (line, message) = (run.Output[0].Split(' ', 2)[0], run.Output[0].Split(' ', 2)[^1]);
                return new RstProblem(int.TryParse(line, CultureInfo.InvariantCulture, out var number) ? Math.Max(number - 1, 0) : 0, "docutils says: " + message);
            }

            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
