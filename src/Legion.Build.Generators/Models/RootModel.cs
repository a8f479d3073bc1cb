using Legion.Build.Generators.Emit;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Versions;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Models;

/// <summary>What the class itself says: the product, and the version and channel of this build.</summary>
/// <param name="Frame">What all files share.</param>
/// <param name="Product">The product.</param>
/// <param name="Description">What it is.</param>
/// <param name="Version">The build's version; null when the project's is none that all three worlds take.</param>
/// <param name="Channel">The build's channel; null when the manifest has none.</param>
internal sealed record RootModel(Frame Frame, string Product, string? Description, VersionDialects? Version, Channel? Channel)
    : FileModel(Frame)
{
    /// <inheritdoc/>
    public override string HintName => Frame.Place.HintPrefix + ".g.cs";

    /// <inheritdoc/>
    public override SourceText Write() => RootFile.Write(this);
}
