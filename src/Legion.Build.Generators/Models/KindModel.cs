using Legion.Build.Generators.Emit;
using Legion.Build.Manifest.Model;
using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Models;

/// <summary>The artifacts of one kind.</summary>
/// <typeparam name="T">The kind.</typeparam>
/// <param name="Frame">What all files share.</param>
/// <param name="File">How the kind's file is written.</param>
/// <param name="Artifacts">The artifacts, in the order of <c>All</c>.</param>
internal sealed record KindModel<T>(Frame Frame, KindFile<T> File, EquatableArray<T> Artifacts) : FileModel(Frame)
    where T : Artifact, IEquatable<T>
{
    /// <inheritdoc/>
    public override string HintName => Frame.Place.HintPrefix + "." + File.ClassName + ".g.cs";

    /// <inheritdoc/>
    public override SourceText Write() => File.Write(this);
}
