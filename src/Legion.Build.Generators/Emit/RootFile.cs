using Legion.Build.Generators.Models;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Emit;

/// <summary>The file of the class itself: the product, and the version and channel of this build.</summary>
internal static class RootFile
{
    /// <summary>Writes the file.</summary>
    public static SourceText Write(RootModel model)
    {
        var place = model.Frame.Place;
        var artifact = "global::System.Collections.Generic.IReadOnlyList<" + place.Root + "Artifact>";
        var code = new CodeWriter(model.Frame);
        code.Summary(string.IsNullOrWhiteSpace(model.Description)
            ? "What <c>" + XmlText.Escape(model.Product) + "</c> ships, and where."
            : XmlText.Sentence(model.Description!));
        code.OuterTypeAttributes(place);
        code.OpenClass(place);
        code.Summary("The product's name.");
        code.Line("public const string Product = " + Literal.Of(model.Product) + ";");
        code.Line();
        code.Summary("All artifacts: charts in install order, images, Python packages.");
        code.Line("public static " + artifact + " All { get; } = Concatenate(Charts.All, Images.All, Python.All);");
        code.Line();
        if (model.Channel is { } channel)
        {
            code.Summary("The channel this build is for: <c>" + XmlText.Escape(channel.Name) + "</c>.");
            code.Line("public static " + place.Root + "Channel Channel => " + model.Frame.ChannelExpression(channel.Name) + ";");
            code.Line();
        }

        if (model.Version is not null) WriteVersion(code, model);
        code.Line("private static " + artifact + " Concatenate(params " + artifact + "[] lists)");
        code.Open();
        code.Line("var all = new global::System.Collections.Generic.List<" + place.Root + "Artifact>();");
        code.Line("foreach (var list in lists) all.AddRange(list);");
        code.Line("return all.AsReadOnly();");
        code.Close();
        code.Close();
        return code.ToSourceText();
    }

    private static void WriteVersion(CodeWriter code, RootModel model)
    {
        // A public const would be copied into other assemblies, and stay there when this one is replaced.
        var declaration = model.Frame.Place.IsPublic ? "public static readonly string " : "public const string ";
        code.Summary("The version this build makes, in the dialects of the three worlds.");
        code.TypeAttributes();
        code.Line("public static class Version");
        code.Open();
        code.Summary("SemVer 2.0.0, for charts.");
        code.Line(declaration + "SemVer = " + Literal.Of(model.Version!.SemVer) + ";");
        code.Line();
        code.Summary("PEP 440, for Python packages.");
        code.Line(declaration + "Pep440 = " + Literal.Of(model.Version.Pep440) + ";");
        code.Line();
        code.Summary("An OCI tag, for images.");
        code.Line(declaration + "OciTag = " + Literal.Of(model.Version.OciTag) + ";");
        code.Close();
        code.Line();
    }
}
