using Legion.Build.Generators.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Models;

/// <summary>The types, the channels and the repositories: the frame itself.</summary>
/// <param name="Frame">What all files share.</param>
internal sealed record TypesModel(Frame Frame) : FileModel(Frame)
{
    /// <inheritdoc/>
    public override string HintName => Frame.Place.HintPrefix + ".Types.g.cs";

    /// <inheritdoc/>
    public override SourceText Write() => TypesFile.Write(Frame);
}
