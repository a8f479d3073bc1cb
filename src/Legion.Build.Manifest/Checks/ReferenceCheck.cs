using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Checks;

/// <summary>Artifacts that name artifacts.</summary>
/// <remarks>
/// Whether a name is declared, the sections know already. Tables of drafts are made where one is needed: at ten thousand artifacts each is
/// an object of the large heap, and those bring collections of everything.
/// </remarks>
internal sealed class ReferenceCheck(YamlMapping root, Findings findings, List<Draft<Chart>> charts, List<Draft<Image>> images, List<Draft<PythonPackage>> python)
{
    private readonly YamlMapping? chartSection = root.Map("charts");
    private readonly YamlMapping? imageSection = root.Map("images");
    private readonly YamlMapping? pythonSection = root.Map("python");

    public void Check()
    {
        var deployed = new bool[imageSection?.EntryArray.Length ?? 0];
        foreach (var chart in charts)
        {
            findings.Owner = chart.Entry;
            Names(chart, chart.Model.InstallAfter, "installAfter", chart.Model.Name, "chart", "charts", chartSection);
            Names(chart, chart.Model.Dependencies, "dependencies", chart.Model.Name, "chart", "charts", chartSection);
            Names(chart, chart.Model.Images, "images", null, "image", "images", imageSection, deployed);
            if (!chart.Model.Values.IsEmpty && chart.Map.Map("values") is { } values) Templates(values, chart);
        }

        foreach (var package in python)
        {
            findings.Owner = package.Entry;
            Names(package, package.Model.Dependencies, "dependencies", package.Model.Name, "Python package", "python", pythonSection);
        }

        findings.Owner = null;
        if (charts.Count > 0) Undeployed(deployed);
        CycleCheck.Check(charts, ByName, static c => c.InstallAfter, "installAfter", ManifestRules.InstallCycle, [], findings);
        CycleCheck.Check(charts, ByName, static c => c.Dependencies, "dependencies", ManifestRules.DependencyCycle, ["charts"], findings);
        CycleCheck.Check(python, ByName, static p => p.Dependencies, "dependencies", ManifestRules.DependencyCycle, ["Python packages"], findings);
        if (findings.SpoilAny) LeaveOut();
    }

    private static Dictionary<string, Draft<T>> ByName<T>(List<Draft<T>> drafts) => drafts.ToDictionary(static d => d.Entry.Key!, StringComparer.Ordinal);

    /// <summary>Components that no chart lists; drafts stand in the order of their entries.</summary>
    private void Undeployed(bool[] deployed)
    {
        var at = 0;
        foreach (var image in images)
        {
            while (!ReferenceEquals(imageSection!.EntryArray[at], image.Entry)) at++;
            if (image.Model.Component && !deployed[at]) findings.Add(ManifestRules.ComponentNotDeployed, image.Entry.KeySpan, image.Model.Name);
        }
    }

    private void Names<T>(Draft<T> draft, EquatableArray<string> names, string key, string? own, string noun, string section, YamlMapping? known, bool[]? named = null)
    {
        YamlNode[]? items = null;
        for (var i = 0; i < names.Count; i++)
        {
            var isOwn = string.Equals(names[i], own, StringComparison.Ordinal);
            if (!isOwn && known?.IndexOf(names[i]) is >= 0 and var index)
            {
                if (named is not null) named[index] = true;
                continue;
            }

            // Only what is wrong needs its place; what is no name at all was reported by the structure's check.
            items ??= draft.Map.Items(key);
            if (items[i] is not YamlScalar { IsNull: false, Text: { Length: > 0 } name }) continue;
            if (isOwn) findings.Add(ManifestRules.SelfReference, items[i].Span, name, key);
            else Unknown(items[i].Span, name, noun, section, known);
        }
    }

    private void Unknown(SourceSpan at, string name, string noun, string section, YamlMapping? declared)
    {
        var known = declared?.EntryArray.Where(static e => e.Key is not null).Select(static e => e.Key!).Distinct(StringComparer.Ordinal) ?? [];
        var nearest = findings.Nearest(name, known);
        findings.AddWithSuggestion(ManifestRules.UnknownArtifact, at, nearest, noun, name, section, StructureCheck.Meant(nearest, known));
    }

    private void Templates(YamlMapping values, Draft<Chart> chart)
    {
        foreach (var entry in values.Entries)
        {
            if (entry.Value is YamlMapping nested) Templates(nested, chart);
            else if (entry.Value is YamlScalar scalar) TemplateCheck.Check(scalar, TemplateCheck.InValues, findings, name => Image(scalar, name, chart));
        }
    }

    private void Image(YamlScalar node, string name, Draft<Chart> chart)
    {
        if (imageSection?.Find(name) is null) Unknown(node.Span, name, "image", "images", imageSection);
        // A name in the list that nobody knows may well be this one misspelt: that error is said first, and alone.
        else if (!chart.Model.Images.Contains(name) && chart.Model.Images.All(i => imageSection.Find(i) is not null)) findings.AddWithSuggestion(ManifestRules.ImageNotListed, node.Span, name, name);
    }

    /// <summary>What is made from something that has an error cannot be made either; what only comes after it can.</summary>
    private void LeaveOut()
    {
        var (chartsByName, imagesByName, pythonByName) = (ByName(charts), ByName(images), ByName(python));
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var chart in charts)
            {
                changed |= LeaveOut(chart, chart.Model.Images, imagesByName);
                changed |= LeaveOut(chart, chart.Model.Dependencies, chartsByName);
            }

            foreach (var package in python) changed |= LeaveOut(package, package.Model.Dependencies, pythonByName);
        }

        foreach (var chart in charts)
        {
            if (chart.Model.InstallAfter.IsEmpty || chart.Model.InstallAfter.All(c => IsGood(c, chartsByName))) continue;
            chart.Model = chart.Model with { InstallAfter = chart.Model.InstallAfter.Where(c => IsGood(c, chartsByName)).ToEquatableArray() };
        }
    }

    private bool LeaveOut<T, TOther>(Draft<T> draft, EquatableArray<string> madeFrom, Dictionary<string, Draft<TOther>> others)
    {
        if (madeFrom.IsEmpty || findings.Spoils(draft.Entry)) return false;
        if (madeFrom.All(name => others.TryGetValue(name, out var other) && !findings.Spoils(other.Entry))) return false;
        findings.Spoil(draft.Entry);
        return true;
    }

    private bool IsGood(string chart, Dictionary<string, Draft<Chart>> chartsByName) => chartsByName.TryGetValue(chart, out var draft) && !findings.Spoils(draft.Entry);
}
