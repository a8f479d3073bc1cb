using System.Text;
using Legion.Build.Artifacts.Files;

namespace Legion.Build.Artifacts.Images.Projects;

/// <summary>What MSBuild said of a project, and of what state of its files. A missing or broken file costs the time to ask again.</summary>
/// <param name="Key">Hash of all that the answer depends on.</param>
/// <param name="Reports">The answer, a platform each.</param>
internal sealed record ProjectMemory(string Key, IReadOnlyList<ProjectReport> Reports)
{
    private const string FormatLine = "legion-project 1";

    /// <summary>Reads what was written.</summary>
    /// <param name="path">Absolute path.</param>
    /// <returns>Null when there is nothing of use.</returns>
    public static ProjectMemory? TryRead(string path)
    {
        if (!File.Exists(path)) return null;
        var lines = File.ReadAllLines(path, Encoding.UTF8);
        if (lines.Length < 2 || lines[0] != FormatLine) return null;
        var reports = new List<ProjectReport>();
        foreach (var parts in lines.Skip(2).Select(static line => line.Split('\t')))
        {
            if (parts is ["platform", var image, var sdk]) reports.Add(new(image, sdk, new List<string>(), new List<string>(), new List<string>()));
            else if (parts.Length == 2 && reports.Count > 0 && List(reports[^1], parts[0]) is List<string> list) list.Add(parts[1]);
            else return null;
        }

        return new(lines[1], reports);
    }

    /// <summary>Writes it.</summary>
    /// <param name="path">Absolute path.</param>
    public void Write(string path)
    {
        var text = new StringBuilder(FormatLine).Append('\n').Append(Key).Append('\n');
        foreach (var report in Reports)
        {
            text.Append("platform\t").Append(report.BaseImage).Append('\t').Append(report.Sdk).Append('\n');
            foreach (var kind in (string[])["project", "import", "item"])
            {
                foreach (var file in List(report, kind) ?? []) text.Append(kind).Append('\t').Append(file).Append('\n');
            }
        }

        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static IReadOnlyList<string>? List(ProjectReport report, string kind) => kind switch
    {
        "project" => report.Projects,
        "import" => report.Imports,
        "item" => report.Items,
        _ => null,
    };
}
