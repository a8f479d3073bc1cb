using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>The file of one kind of artifacts: a typed value for each, all of them in order, and their names.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="class">The nested class: <c>Images</c>.</param>
/// <param name="type">The type of the values: <c>ImageArtifact</c>.</param>
/// <param name="section">The key in the manifest: <c>images</c>.</param>
/// <param name="noun">What one is called: <c>image</c>.</param>
/// <param name="plural">What several are called: <c>images</c>.</param>
/// <param name="order">What the order of <c>All</c> is.</param>
/// <param name="more">Writes further constructor arguments of one value, each with its comma before.</param>
internal sealed class KindFile<T>(string @class, string type, string section, string noun, string plural, string order, Action<CodeWriter, Frame, T> more)
    where T : Artifact, IEquatable<T>
{
    /// <summary>The nested class.</summary>
    public string ClassName => @class;

    /// <summary>Writes the file.</summary>
    public SourceText Write(KindModel<T> model)
    {
        var frame = model.Frame;
        var artifacts = Distinct(model.Artifacts);
        var fullType = frame.Place.Root + type;
        var places = new PlacesTable(frame, [.. artifacts.Select(static a => a.Artifact)]);

        var code = new CodeWriter(frame);
        code.OpenClass(frame.Place);
        code.Summary("The " + plural + " that the product ships.");
        code.TypeAttributes();
        code.Line("public static class " + @class);
        code.Open();
        places.Write(code, frame);
        for (var i = 0; i < artifacts.Count; i++)
        {
            var (identifier, artifact) = artifacts[i];
            ArtifactDocs.Write(code, frame, section, noun, artifact, places.DocsOf(i));
            code.Begin().Add("public static ").Add(fullType).Add(" ").Add(identifier).Add(" { get; } = new ").Add(fullType).Add("(").End();
            code.Begin().Add("    Names.").Add(identifier).Add(", ").AddLiteral(artifact.Description).Add(", ").AddLiteral(frame.Link(artifact.Docs)).Add(", ").Add(places.FieldOf(i));
            more(code, frame, artifact);
            code.Add(");").End();
            code.Line();
        }

        WriteAll(code, fullType, artifacts);
        code.Names("the " + plural, artifacts.Select(static a => (a.Identifier, a.Artifact.Name)));
        code.Close();
        code.Close();
        return code.ToSourceText();
    }

    private void WriteAll(CodeWriter code, string fullType, List<(string Identifier, T Artifact)> artifacts)
    {
        // After the values: static initialisers run in text order.
        code.Summary("All " + plural + ", in " + order + ".");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<" + fullType + "> All { get; } =");
        code.Line("    global::System.Array.AsReadOnly(new " + fullType + "[]");
        code.Line("    {");
        foreach (var (identifier, _) in artifacts) code.Line("        ", identifier, ",");
        code.Line("    });");
        code.Line();
    }

    // The reader reports names that meet and leaves them out; here it must hold for any model.
    private static List<(string Identifier, T Artifact)> Distinct(EquatableArray<T> artifacts)
    {
        var result = new List<(string, T)>(artifacts.Count);
        var seen = new Dictionary<string, T>(artifacts.Count, StringComparer.Ordinal);
        foreach (var artifact in artifacts)
        {
            var identifier = Identifiers.From(artifact.Name);
            if (seen.ContainsKey(identifier)) continue;
            seen.Add(identifier, artifact);
            result.Add((identifier, artifact));
        }

        return result;
    }
}
