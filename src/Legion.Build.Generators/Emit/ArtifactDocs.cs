using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Generators.Emit;

/// <summary>What the editor shows for an artifact: what it is, where each channel's versions go, where to read on, where it is declared.</summary>
internal static class ArtifactDocs
{
    /// <summary>Writes the documentation comment.</summary>
    public static void Write(CodeWriter code, Frame frame, string section, string noun, Artifact artifact, IReadOnlyList<DestinationLine> destinations)
    {
        var name = XmlText.Escape(artifact.Name);
        code.Begin().Add("/// <summary>");
        if (string.IsNullOrWhiteSpace(artifact.Description)) code.Add("The ").Add(noun).Add(" <c>").Add(name).Add("</c>.");
        else XmlText.AddSentence(code, artifact.Description!);
        code.Add("</summary>").End();
        code.Line("/// <remarks>");
        foreach (var line in destinations) code.Line(line.Before, name, line.After);
        WriteLink(code, frame.Link(artifact.Docs));
        foreach (var docs in artifact.MoreDocs) WriteLink(code, frame.Link(docs));
        code.Line("/// <para>", XmlText.Escape(frame.Where(section, artifact.Name)), "</para>");
        code.Line("/// </remarks>");
    }

    /// <summary>The lines of a set of destinations; an artifact's name goes between the two halves of each.</summary>
    public static IReadOnlyList<DestinationLine> LinesOf(Frame frame, ArtifactKind kind, EquatableArray<Destination> destinations)
    {
        var lines = new List<DestinationLine>();
        foreach (var destination in destinations)
        {
            foreach (var repositoryName in destination.Repositories)
            {
                if (frame.Repository(repositoryName) is not { } repository) continue;
                var before = "/// <para>" + XmlText.Escape(destination.Channel) + ": <c>" + XmlText.Escape(Prefix(repository, kind));
                var after = (kind == ArtifactKind.Python ? " (" + XmlText.Escape(repository.Index ?? repository.Pull) + ")</c>" : "</c>")
                    + (repository.Access == RepositoryAccess.Internal ? " (internal)</para>" : "</para>");
                lines.Add(new(before, after));
            }
        }

        return lines;
    }

    private static string Prefix(Repository repository, ArtifactKind kind) => kind switch
    {
        ArtifactKind.Image => References.ImagePrefix(repository),
        ArtifactKind.Chart => References.ChartPrefix(repository),
        _ => "",
    };

    private static void WriteLink(CodeWriter code, string? link)
    {
        if (link is null) return;
        if (link.StartsWith("https://", StringComparison.Ordinal) || link.StartsWith("http://", StringComparison.Ordinal))
            code.Line("/// <para><see href=\"", XmlText.Attribute(link), "\">Documentation</see></para>");
        else
            code.Line("/// <para>Documentation: <c>", XmlText.Escape(link), "</c></para>");
    }
}
