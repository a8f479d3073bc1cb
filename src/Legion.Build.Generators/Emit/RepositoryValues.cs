using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Generators.Emit;

/// <summary>The repositories: typed values.</summary>
internal static class RepositoryValues
{
    /// <summary>Writes the class that holds the values.</summary>
    public static void Write(CodeWriter code, Frame frame)
    {
        var type = frame.Place.Root + "Repository";
        var repositories = Distinct(frame.Repositories);
        code.OpenClass(frame.Place);
        code.Summary("The places that artifacts are published to.");
        code.TypeAttributes();
        code.Line("public static class Repositories");
        code.Open();
        foreach (var (identifier, repository) in repositories)
        {
            code.Summary(string.IsNullOrWhiteSpace(repository.Description)
                ? "<c>" + XmlText.Escape(repository.Pull) + "</c>"
                : XmlText.Sentence(repository.Description!));
            code.Line("/// <remarks><para>Read: <c>", XmlText.Escape(repository.Index ?? repository.Pull), "</c></para>");
            if (repository.Push != repository.Pull) code.Line("/// <para>Written: <c>", XmlText.Escape(repository.Push), "</c></para>");
            if (repository.Access == RepositoryAccess.Internal) code.Line("/// <para>Reached from the internal network only.</para>");
            code.Line("/// <para>", XmlText.Escape(frame.Where("repositories", repository.Name)), "</para></remarks>");
            code.Line("public static " + type + " " + identifier + " { get; } = new " + type + "(");
            code.Line("    " + string.Join(", ",
                "Names." + identifier, Literal.Of(TypeName(repository.Type)), Literal.Of(repository.Push), Literal.Of(repository.Pull),
                Literal.Of(repository.Index), Literal.Of(repository.Access == RepositoryAccess.Internal),
                Literal.Of(References.ImagePrefix(repository)), Literal.Of(References.ChartPrefix(repository)), Literal.Of(References.HasChartTags(repository))) + ");");
            code.Line();
        }

        code.Summary("All repositories, in the manifest's order.");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<" + type + "> All { get; } =");
        code.Line("    global::System.Array.AsReadOnly(new " + type + "[] { ", string.Join(", ", repositories.Select(static r => r.Identifier)), " });");
        code.Line();
        code.Names("the repositories", repositories.Select(static r => (r.Identifier, r.Repository.Name)));
        code.Close();
        code.Close();
    }

    private static string TypeName(RepositoryType type) => type switch
    {
        RepositoryType.Oci => "oci",
        RepositoryType.HelmGit => "helm-git",
        RepositoryType.HelmHttp => "helm-http",
        RepositoryType.Pypi => "pypi",
        _ => "directory",
    };

    private static List<(string Identifier, Repository Repository)> Distinct(EquatableArray<Repository> repositories) =>
        [.. repositories.Select(static r => (Identifiers.From(r.Name), r)).GroupBy(static r => r.Item1, StringComparer.Ordinal).Select(static g => g.First())];
}
