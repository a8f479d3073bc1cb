using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Models;

/// <summary>A manifest as the compiler hands it over.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Text">Its text; compared by content.</param>
internal sealed record ManifestText(string Path, SourceText Text)
{
    /// <inheritdoc/>
    public bool Equals(ManifestText? other) => other is not null && Path == other.Path && (ReferenceEquals(Text, other.Text) || Text.ContentEquals(other.Text));

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
