using Legion.Build.Generators.Options;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;
using Legion.Build.Manifest.Reading;

namespace Legion.Build.Generators.Models;

/// <summary>What every generated file needs to know.</summary>
/// <param name="Place">Where the constants stand.</param>
/// <param name="Channels">The channels, most trusted first.</param>
/// <param name="Repositories">The repositories.</param>
/// <param name="Documentation">Base of relative documentation links.</param>
/// <param name="FileName">The manifest's file name.</param>
/// <param name="Sources">Where things stand in the manifest.</param>
internal sealed record Frame(
    ConstantsPlace Place,
    EquatableArray<Channel> Channels,
    EquatableArray<Repository> Repositories,
    string? Documentation,
    string FileName,
    Beside<SourceMap> Sources)
{
    /// <summary>The same frame, holding where everything stands: to write a whole file with.</summary>
    public Frame Held() => this with { Sources = new(Sources.Value.Held()) };

    /// <summary>The repository of a name, or null.</summary>
    public Repository? Repository(string name) => Repositories.FirstOrDefault(r => r.Name == name);

    /// <summary><c>distributions.yaml:12</c>.</summary>
    public string Where(string section, string name) =>
        FileName + ":" + (Sources.Value.Key(section, name).Span.StartLine + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The expression of a channel's constant.</summary>
    public string ChannelExpression(string name) => Place.Root + "Channel." + Identifiers.From(name);

    /// <summary>The expression of a repository's constant.</summary>
    public string RepositoryExpression(string name) => Place.Class + "Repositories." + Identifiers.From(name);

    /// <summary>An artifact's documentation link: absolute where the base is, else relative to the manifest; null when it has none.</summary>
    public string? Link(string? docs) => docs is null || Documentation is null || docs.Contains("://")
        ? docs
        : Documentation.TrimEnd('/') + "/" + (docs.StartsWith("./", StringComparison.Ordinal) ? docs.Substring(2) : docs);
}
