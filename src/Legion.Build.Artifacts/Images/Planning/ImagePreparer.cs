using Legion.Build.Artifacts.Images.Contexts;
using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>Reads and checks images before anything is built.</summary>
internal sealed class ImagePreparer
{
    private readonly BuildContext build;
    private readonly ContextReader contexts;
    private readonly Dictionary<string, DockerfileReading> readings = new(StringComparer.Ordinal);
    private readonly HashSet<string> names;

    /// <summary>Prepares for one build; a Dockerfile several images share is read, and its findings reported, once.</summary>
    /// <param name="build">The build.</param>
    public ImagePreparer(BuildContext build)
    {
        this.build = build;
        contexts = new(build);
        names = [.. build.Manifest.Images.Select(static image => image.Name)];
    }

    /// <summary>The platform builds run on.</summary>
    public static Platform BuildPlatform { get; } = new("linux", System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        System.Runtime.InteropServices.Architecture.Arm => "arm",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        System.Runtime.InteropServices.Architecture.S390x => "s390x",
        System.Runtime.InteropServices.Architecture.Ppc64le => "ppc64le",
        _ => "amd64",
    });

    /// <summary>Prepares an image; problems are reported.</summary>
    /// <param name="image">The image.</param>
    /// <returns>Null when it cannot be built.</returns>
    public PreparedImage? Prepare(Image image)
    {
        var place = SourceMap.PathOf("images", image.Name);
        if (Platforms(image, place) is not { } platforms) return null;
        return image.Project is not null ? PrepareProject(image, place, platforms) : PrepareDockerfile(image, place, platforms);
    }

    private PreparedImage? PrepareDockerfile(Image image, string place, IReadOnlyList<Platform> platforms)
    {
        var dockerfile = Path.TrimEndingDirectorySeparator(Path.GetFullPath(image.Dockerfile!, build.Root));
        if (Directory.Exists(dockerfile)) dockerfile = Path.Join(dockerfile, "Dockerfile");
        if (!File.Exists(dockerfile))
        {
            build.Log.Report(ImageRules.MissingDockerfile.At(build.Sources.Value(place + "/dockerfile"), image.Dockerfile, image.Name, Hint(dockerfile)));
            return null;
        }

        var reading = Read(dockerfile);
        var findings = new List<BuildDiagnostic>();
        var context = contexts.Read(image, dockerfile, findings);
        var plans = new List<DockerfilePlan>();
        if (!reading.HasErrors)
        {
            try
            {
                plans.AddRange(platforms.Select(platform => DockerfilePlanner.Plan(reading.File, image, platform, BuildPlatform, build.Sources.Value(place + "/target"))));
                WarnOfUnusedArguments(image, place, plans[0], findings);
            }
            catch (ImageBuildException e)
            {
                findings.Add(e.Diagnostic);
            }
        }

        foreach (var finding in findings) build.Log.Report(finding);
        if (reading.HasErrors || findings.Any(static d => d.Rule.Severity == RuleSeverity.Error)) return null;
        var needs = plans.SelectMany(static plan => plan.Images).Where(name => names.Contains(name) && name != image.Name).Distinct().Order(StringComparer.Ordinal).ToArray();
        return new() { Image = image, File = dockerfile, Platforms = platforms, Plans = plans, Context = context, Needs = needs };
    }

    private PreparedImage? PrepareProject(Image image, string place, IReadOnlyList<Platform> platforms)
    {
        var project = Path.GetFullPath(image.Project!, build.Root);
        if (!File.Exists(project))
        {
            build.Log.Report(ImageRules.ProjectFailed.At(build.Sources.Value(place + "/project"), image.Project, image.Name, "is not there"));
            return null;
        }

        // What it sees and needs MSBuild must say.
        return new() { Image = image, File = project, Platforms = platforms, Plans = [], Context = new(build.Root, new(StringComparer.Ordinal), [], null), Needs = [] };
    }

    private List<Platform>? Platforms(Image image, string place)
    {
        var platforms = new List<Platform>();
        for (var i = 0; i < image.Platforms.Count; i++)
        {
            try
            {
                platforms.Add(Platform.Parse(image.Platforms[i]));
            }
            catch (OciException e)
            {
                build.Log.Report(ImageRules.BadValue.At(build.Sources.Value(FormattableString.Invariant($"{place}/platforms/{i}")), e.Message));
                return null;
            }
        }

        return platforms.Count == 0 ? [Platform.LinuxAmd64] : [.. platforms.DistinctBy(static p => p.ToString())];
    }

    private DockerfileReading Read(string path)
    {
        if (readings.TryGetValue(path, out var known)) return known;
        var reading = readings[path] = DockerfileParser.Read(File.ReadAllText(path), path);
        foreach (var finding in reading.Diagnostics) build.Log.Report(finding);
        return reading;
    }

    private void WarnOfUnusedArguments(Image image, string place, DockerfilePlan plan, List<BuildDiagnostic> findings)
    {
        var declared = plan.File.Instructions.SelectMany(static i => (i.Trigger ?? i).Keyword == "ARG" ? (i.Trigger ?? i).Pairs : []).Select(static pair => pair.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var argument in image.Args.Where(argument => !declared.Contains(argument.Key) && !PlatformArguments.IsPredefined(argument.Key)))
        {
            var path = place + "/args/" + SourceMap.PathOf(argument.Key);
            findings.Add(ImageRules.UnusedArgument.At(build.Sources.Key(path), argument.Key, image.Name, Path.GetFileName(plan.File.Path)));
        }
    }

    private static string Hint(string dockerfile)
    {
        var folder = Path.GetDirectoryName(dockerfile)!;
        if (!Directory.Exists(folder)) return "; its folder is not there either";
        var near = Directory.EnumerateFiles(folder).Select(Path.GetFileName).Where(static name => name!.Contains("ockerfile", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).ToArray();
        return near.Length == 0 ? "" : "; beside it there is " + string.Join(", ", near);
    }
}
