using System.Runtime.CompilerServices;
using Legion.Build.Generators.Emit;
using Legion.Build.Generators.Tests.Driving;

namespace Legion.Build.Generators.Tests.Snapshots;

/// <summary>Compares generated files with the <c>.verified.cs</c> files beside the test.</summary>
/// <remarks>
/// Names and first lines are those of Verify.SourceGenerators, so that going over to it is a change of package. A difference leaves
/// a <c>.received.cs</c> beside; looked at and found right, it is renamed.
/// </remarks>
internal static class Snapshot
{
    public static void Verify(GeneratorRun run, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        var source = SourceTree.Path(file);
        var prefix = Path.Combine(Path.GetDirectoryName(source)!, Path.GetFileNameWithoutExtension(source) + "." + method + "#");
        var expected = Directory.GetFiles(Path.GetDirectoryName(source)!, Path.GetFileName(prefix) + "*.verified.cs").ToHashSet();
        var differences = new List<string>();
        foreach (var (hint, text) in run.Sources)
        {
            var verified = prefix + Path.GetFileNameWithoutExtension(hint) + ".verified.cs";
            var received = Path.ChangeExtension(Path.ChangeExtension(verified, null), "received.cs");
            // The next release changes nothing but this.
            var content = "//HintName: " + hint + "\n" + text.Replace(CodeWriter.GeneratedCode, "[global::System.CodeDom.Compiler.GeneratedCode(\"Legion.Build\", \"{Version}\")]", StringComparison.Ordinal);
            File.Delete(received);
            if (expected.Remove(verified) && File.ReadAllText(verified) == content) continue;
            File.WriteAllText(received, content);
            differences.Add(Path.GetFileName(verified));
        }

        differences.AddRange(expected.Select(Path.GetFileName).Select(name => name + " (no longer made)"));
        Assert.True(differences.Count == 0, "Snapshots differ: " + string.Join(", ", differences));
    }
}
