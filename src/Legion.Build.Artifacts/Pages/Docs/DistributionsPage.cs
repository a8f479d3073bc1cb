using System.Globalization;

using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Pages.Docs;

/// <summary>The platform's distributions page: what the manifest says, for people.</summary>
public static class DistributionsPage
{
    /// <summary>The template that ships with us.</summary>
    public const string TemplateFile = "distributions.md.hbs";

    /// <summary>Writes the page.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="page">The page's path relative to the manifest, with forward slashes: relative links start there.</param>
    /// <param name="template">The template; null: ours.</param>
    /// <param name="titleOf">The title of a documentation page, given its path relative to the manifest; null when it has none or is not read.</param>
    /// <returns>Markdown with LF line ends.</returns>
    public static string Render(DistributionManifest manifest, string page, PageTemplate? template = null, Func<string, string?>? titleOf = null)
    {
        template ??= PageTemplate.Compile(PageTemplate.Shipped(TemplateFile), TemplateFile, html: false);
        return template.Render(View(manifest, new(page, manifest.Documentation, titleOf ?? (static _ => null))));
    }

    /// <summary>What the template is given.</summary>
    /// <param name="manifest">The model.</param>
    /// <param name="links">Makes links that start at the page.</param>
    internal static DistributionsView View(DistributionManifest manifest, DocsLinks links)
    {
        var images = manifest.Images.Select(i => Row(i, links)).ToList();
        var byName = images.ToDictionary(static i => i.Name, StringComparer.Ordinal);
        return new()
        {
            Product = manifest.Product,
            Description = Sentence(manifest.Description),
            Source = manifest.Source ?? "",
            Charts = [.. InstallOrder.Of(manifest.Charts).Select(c => Row(manifest, c, byName, links))],
            Images = images,
            Packages = [.. manifest.PythonPackages.Select(p => Row(p, links))],
            ChartPlaces = Places.Of(manifest, manifest.ChartDestinations, manifest.Charts),
            ImagePlaces = Places.Of(manifest, manifest.ImageDestinations, manifest.Images),
            PackagePlaces = Places.Of(manifest, manifest.PythonDestinations, manifest.PythonPackages),
        };
    }

    private static ChartRow Row(DistributionManifest manifest, Chart chart, Dictionary<string, ImageRow> images, DocsLinks links) => new()
    {
        Name = chart.Name,
        Description = Sentence(chart.Description),
        Path = chart.Path,
        DocsLinks = links.Markdown(chart),
        After = Places.Code(chart.InstallAfter),
        Before = Places.Code(manifest.Charts.Where(c => c.InstallAfter.Contains(chart.Name)).Select(static c => c.Name)),
        Images = [.. chart.Images.Where(images.ContainsKey).Select(n => images[n])],
    };

    private static ImageRow Row(Image image, DocsLinks links) => new()
    {
        Name = image.Name,
        BuiltFrom = image.Dockerfile ?? image.Project ?? "",
        Target = image.Target ?? "",
        Sources = Sources(image.Sources),
        Description = Sentence(image.Description),
        Component = image.Component,
        Docs = links.First(image),
        DocsLinks = links.Markdown(image),
    };

    private static PackageRow Row(PythonPackage package, DocsLinks links) => new()
    {
        Name = package.Name,
        Path = package.Path,
        Description = Sentence(package.Description),
        Docs = links.First(package),
        DocsLinks = links.Markdown(package),
    };

    private static string Sources(EquatableArray<string> sources) => sources.Count switch
    {
        0 => "–",
        1 when sources[0].TrimEnd('/') is "." => "entire repository",
        _ => Places.Code(sources),
    };

    /// <summary>A description on one line, ending as a sentence does.</summary>
    private static string Sentence(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return "";
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return CharUnicodeInfo.GetUnicodeCategory(line[^1]) is UnicodeCategory.OtherPunctuation or UnicodeCategory.ClosePunctuation ? line : line + ".";
    }
}
