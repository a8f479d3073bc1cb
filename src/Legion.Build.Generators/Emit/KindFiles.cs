using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Generators.Emit;

/// <summary>The files of the three kinds.</summary>
internal static class KindFiles
{
    /// <summary>Charts, in install order.</summary>
    public static KindFile<Chart> Charts { get; } = new(
        "Charts", "ChartArtifact", "charts", "chart", "charts", "install order",
        static (code, frame, chart) =>
        {
            AddArray(code, frame, "ChartArtifact", chart.InstallAfter, "");
            AddArray(code, frame, "ImageArtifact", chart.Images, frame.Place.Class + "Images.");
        });

    /// <summary>Images.</summary>
    public static KindFile<Image> Images { get; } = new(
        "Images", "ImageArtifact", "images", "image", "images", "the manifest's order",
        static (code, _, image) => code.Add(", ").Add(Literal.Of(image.Component)));

    /// <summary>Python packages.</summary>
    public static KindFile<PythonPackage> Python { get; } = new(
        "Python", "PythonArtifact", "python", "Python package", "Python packages", "the manifest's order",
        static (_, _, _) => { });

    private static void AddArray(CodeWriter code, Frame frame, string type, EquatableArray<string> names, string prefix)
    {
        code.Add(", new ").Add(frame.Place.Root).Add(type);
        if (names.IsEmpty)
        {
            code.Add("[0]");
            return;
        }

        code.Add("[] { ");
        for (var i = 0; i < names.Count; i++) code.Add(i == 0 ? "" : ", ").Add(prefix).Add(Identifiers.From(names[i]));
        code.Add(" }");
    }
}
