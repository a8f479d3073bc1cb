using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.Generators.Models;

/// <summary>All that one generated file says: equal models, equal files.</summary>
/// <param name="Frame">What all files share.</param>
internal abstract record FileModel(Frame Frame)
{
    /// <summary>The file's name.</summary>
    public abstract string HintName { get; }

    /// <summary>Writes the file.</summary>
    public abstract SourceText Write();
}
