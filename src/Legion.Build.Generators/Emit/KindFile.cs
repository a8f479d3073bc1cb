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
        var frame = model.Frame.Held();
        var (identifiers, artifacts) = Distinct(model.Artifacts);
        var fullType = frame.Place.Root + type;
        var places = new PlacesTable(frame, artifacts);

        var code = new CodeWriter(frame);
        code.OpenClass(frame.Place);
        code.Summary("The " + plural + " that the product ships.");
        code.TypeAttributes();
        code.Line("public static class " + @class);
        code.Open();
        places.Write(code, frame);
        for (var i = 0; i < artifacts.Length; i++)
        {
            var (identifier, artifact) = (identifiers[i], artifacts[i]);
            ArtifactDocs.Write(code, frame, section, noun, artifact, places.DocsOf(i));
            code.Begin().Add("public static ").Add(fullType).Add(" ").Add(identifier).Add(" { get; } = new ").Add(fullType).Add("(").End();
            code.Begin().Add("    Names.").Add(identifier).Add(", ").AddLiteral(artifact.Description).Add(", ").AddLiteral(frame.Link(artifact.Docs)).Add(", ").Add(places.FieldOf(i));
            more(code, frame, artifact);
            code.Add(");").End();
            code.Line();
        }

        WriteAll(code, fullType, identifiers);
        code.Names("the " + plural, identifiers.Zip(artifacts, static (identifier, artifact) => (identifier, artifact.Name)));
        code.Close();
        code.Close();
        return code.ToSourceText();
    }

    private void WriteAll(CodeWriter code, string fullType, string[] identifiers)
    {
        // After the values: static initialisers run in text order.
        code.Summary("All " + plural + ", in " + order + ".");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<" + fullType + "> All { get; } =");
        code.Line("    global::System.Array.AsReadOnly(new " + fullType + "[]");
        code.Line("    {");
        foreach (var identifier in identifiers) code.Line("        ", identifier, ",");
        code.Line("    });");
        code.Line();
    }

    // The reader reports names that meet and leaves them out; here it must hold for any model.
    private static (string[] Identifiers, T[] Artifacts) Distinct(EquatableArray<T> artifacts)
    {
        var (identifiers, kept) = (new string[artifacts.Count], new T[artifacts.Count]);
        var seen = new NameTable<string>(identifiers, static i => i);
        var count = 0;
        foreach (var artifact in artifacts)
        {
            identifiers[count] = Identifiers.From(artifact.Name);
            kept[count] = artifact;
            if (seen.Enter(count) < 0) count++;
        }

        Array.Resize(ref identifiers, count);
        Array.Resize(ref kept, count);
        return (identifiers, kept);
    }
}
