using Microsoft.CodeAnalysis.Text;

namespace Legion.Build.CodeFixes.Manifests;

/// <summary>A way to mend a manifest.</summary>
/// <param name="Title">What the user reads in the list of fixes.</param>
/// <param name="Key">Which kind of fix it is.</param>
/// <param name="Change">The change of the text.</param>
internal sealed record ManifestEdit(string Title, string Key, TextChange Change);
