using System.Text.Json;
using Legion.Build.Sdk.Tests.Running;

namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>
/// The first hour of a new user, from the packed packages in a clean folder, with the README alone: new, build, change, break, fix, plan,
/// rehearse, inspect, promote, clean. Every command of the README's tour is run, and every line it shows must be printed.
/// </summary>
public sealed class FirstHourTests(PackedSdk sdk) : IDisposable
{
    private readonly Workspace work = new(sdk, "you");
    private IReadOnlyDictionary<string, string> outputs = new Dictionary<string, string>();
    private string folder = "";

    public void Dispose() => work.Dispose();

    [Fact]
    public void The_tour_of_the_readme_prints_what_the_readme_shows()
    {
        Run.Tool("skopeo", "skopeo");
        folder = work.Root;
        var inspected = new List<string>();
        foreach (var step in ReadmeText.ProvenBy(BlockProof.Tour).SelectMany(TourStep.Of))
        {
            if (step.Command.StartsWith("cd ", StringComparison.Ordinal))
            {
                folder = Path.Combine(folder, step.Command[3..]);
                continue;
            }

            var result = work.Shell(folder, step.Command);
            Assert.True(result.ExitCode == 0 != step.Fails, $"README.md({step.Line}): '{step.Command}' ended with {result.ExitCode}:\n{result.Output}");
            Assert.True(step.Missing(result.Output, work.Root) is not { } missing, $"README.md({step.Line}): '{step.Command}' did not print\n{step.Missing(result.Output, work.Root)}\nbut\n{result.Output}");
            if (step.Command.StartsWith("skopeo ", StringComparison.Ordinal)) inspected.Add(JsonDocument.Parse(result.Output).RootElement.GetProperty("Digest").GetString()!);
            CheckWhatTheReadmeDoesNotShow(step);
        }

        Assert.Equal(2, inspected.Count);
        Assert.Equal(inspected[0], inspected[1]);
    }

    private void CheckWhatTheReadmeDoesNotShow(TourStep step)
    {
        var artifacts = Path.Combine(folder, "artifacts");
        switch (step.Command)
        {
            case "dotnet build" when step.Fails:
                Assert.Equal(outputs, Workspace.SnapshotOf(artifacts));
                break;
            case "dotnet build":
                outputs = Workspace.SnapshotOf(artifacts);
                Assert.True(File.Exists(Path.Combine(artifacts, "report.html")));
                Assert.True(File.Exists(Path.Combine(folder, "obj", "distributions.schema.json")), "the schema that the manifest's first line names");
                break;
            case var plan when plan.Contains("-t:Plan", StringComparison.Ordinal):
                Assert.True(File.Exists(Path.Combine(artifacts, "plan.json")));
                Assert.Empty(Workspace.SnapshotOf(Path.Combine(folder, "rehearsal")));
                break;
            case var promote when promote.Contains("-t:Promote", StringComparison.Ordinal):
                InstallFromTheRehearsedIndex();
                break;
            case "dotnet clean":
                Assert.False(Directory.Exists(artifacts), "clean left " + string.Join(", ", Workspace.SnapshotOf(artifacts).Keys));
                Assert.True(File.Exists(Path.Combine(folder, "distributions.yaml")));
                Assert.True(Directory.Exists(Path.Combine(folder, "rehearsal")));
                break;
        }
    }

    /// <summary>The rehearsed index is one that pip takes, and what it installs runs.</summary>
    private void InstallFromTheRehearsedIndex()
    {
        var venv = Path.Combine(Path.GetDirectoryName(work.Root)!, "venv");
        Run.Program(work.Root, Run.Tool("python3", "python3-venv"), ["-m", "venv", venv]).Succeeded();
        var index = new Uri(Path.Combine(folder, "rehearsal", "pypi", "simple")).AbsoluteUri;
        Run.Program(work.Root, Path.Combine(venv, "bin/pip"), ["install", "--disable-pip-version-check", "--no-cache-dir", "--index-url", index, "greeter-client==1.0.0"]).Succeeded();
        Assert.Contains("usage: greet SERVER", Run.Program("/", Path.Combine(venv, "bin/greet"), []).Failed().Output, StringComparison.Ordinal);
    }
}
