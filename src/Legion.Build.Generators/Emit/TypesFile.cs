using Legion.Build.Generators.Models;
using Legion.Build.Generators.Options;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>The types of the constants: artifacts, repositories, version dialects; and the values that all artifacts share, channels and repositories.</summary>
internal static partial class TypesFile
{
    /// <summary>Writes the file.</summary>
    public static SourceText Write(Frame frame)
    {
        var code = new CodeWriter(frame);
        foreach (var line in (Template + "\n" + Dialects).Replace("\r", "").Split('\n'))
        {
            if (line == "@attributes") code.OuterTypeAttributes(frame.Place);
            else if (line.Length == 0) code.Line();
            else code.Line(Fill(line, frame.Place));
        }

        code.Line();
        ChannelValues.Write(code, frame);
        code.Line();
        RepositoryValues.Write(code, frame);
        if (frame.Place.IsPublic) return code.ToSourceText();
        code.Close();
        code.Line();
        // The compiler's own definition (IncrementalGeneratorPostInitializationContext.AddEmbeddedAttributeDefinition), partial as that is,
        // so that several generators may bring it. Not after initialisation: that costs 4 KiB at every key typed.
        code.Line("namespace Microsoft.CodeAnalysis");
        code.Open();
        code.Line("internal sealed partial class EmbeddedAttribute : global::System.Attribute");
        code.Open();
        code.Close();
        return code.ToSourceText();
    }

    private static string Fill(string line, ConstantsPlace place) =>
        line.IndexOf('@') < 0 ? line : line.Replace("@visibility", place.Visibility).Replace("@root.", place.Root);
}
