using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Charts;

/// <content>Rules of reading and packaging: 200 to 229.</content>
public static partial class ChartRules
{
    /// <summary>A chart folder is missing.</summary>
    public static readonly Rule FolderMissing = Error(
        200,
        "A chart folder is missing",
        "The chart '{0}' has no folder '{1}'. Create it with a Chart.yaml in it, or correct 'path'.",
        "'path' of a chart is its folder, relative to distributions.yaml, and holds its Chart.yaml.");

    /// <summary>A chart has no Chart.yaml.</summary>
    public static readonly Rule ChartFileMissing = Error(
        201,
        "A chart has no Chart.yaml",
        "There is no Chart.yaml in '{0}'. A chart's folder holds one with at least apiVersion, name and version.",
        "Helm takes a folder for a chart only when a file named exactly Chart.yaml stands in its root. Chart.yml and chart.yaml are not read.");

    /// <summary>A chart has no name.</summary>
    public static readonly Rule NameMissing = Error(
        202,
        "A chart has no name",
        "Chart.yaml has no name. Add 'name: {0}'.",
        "The name is part of the package's file name and of every reference to the chart, so it must stand in Chart.yaml itself. Helm: \"name is required\".");

    /// <summary>A chart has another name than the manifest says.</summary>
    public static readonly Rule NameDiffers = Error(
        203,
        "A chart has another name than the manifest says",
        "Chart.yaml says '{0}' and distributions.yaml says '{1}'. Make them equal: the chart is published under the name in Chart.yaml.",
        "Publishing, constants and documentation carry the manifest's name; Helm looks a chart up by the one in Chart.yaml. Two names for one chart would be a reference nobody can resolve.");

    /// <summary>A placeholder cannot be resolved.</summary>
    public static readonly Rule UnresolvedPlaceholder = Error(
        204,
        "A placeholder cannot be resolved",
        "'{0}' in the value of '{1}' cannot be resolved: {2}.",
        "Values that are stamped into values.yaml may hold ${repository} (the pull address of the chart's images on the channel), ${version} and ${image:NAME} (registry/name@digest of an image of the manifest). A literal ${ is written $${.");

    /// <summary>A chart pins an image that was not built.</summary>
    public static readonly Rule ImageNotBuilt = Error(
        205,
        "A chart pins an image that was not built",
        "The image '{0}' was not built, so '{1}' cannot be pinned to its digest. Mend the image first; its own error is above.",
        "${image:NAME} stands for the digest that was just built. When the image failed there is none, and a chart without its pin would deploy something else.");

    /// <summary>A chart's images go to several repositories.</summary>
    public static readonly Rule RepositoryAmbiguous = Error(
        206,
        "A chart's images go to several repositories",
        "'${{repository}}' has no single meaning: on channel '{0}' the chart's images go to {1}. Use ${{image:NAME}} for each image.",
        "${repository} is the pull address of the place all images of the chart go to. When images of one chart go to different places, one address cannot serve them all.");

    /// <summary>A file of a chart is no YAML.</summary>
    public static readonly Rule YamlSyntax = Error(
        207,
        "A file of a chart is no YAML",
        "{0} Correct it: the file must be readable before the chart can be packaged.",
        "Helm parses Chart.yaml, values.yaml and the lock files when it loads a chart; what it cannot parse it refuses.");

    /// <summary>A file of a chart is too large.</summary>
    public static readonly Rule FileTooLarge = Error(
        208,
        "A file of a chart is too large",
        "'{0}' has {1} bytes; Helm loads files up to {2} (5 MiB). Leave it out by .helmignore or make it smaller.",
        "Helm refuses a chart with a file above 5 MiB when it loads it, packaged or not.");

    /// <summary>A chart is too large.</summary>
    public static readonly Rule ChartTooLarge = Error(
        209,
        "A chart is too large",
        "The chart has {0} bytes uncompressed; Helm loads up to {1} (100 MiB). Leave files out by .helmignore.",
        "Helm refuses an archive with more than 100 MiB of content.");

    /// <summary>A link leads out of the project.</summary>
    public static readonly Rule LinkLeavesRoot = Error(
        210,
        "A link leads out of the project",
        "'{0}' is a link to '{1}', outside of the folder of distributions.yaml. Copy the file into the chart.",
        "A link is packaged as what it points to. What lies outside of the project is no input of it: the package would depend on the machine.");

    /// <summary>A chart holds something that is no file.</summary>
    public static readonly Rule IrregularFile = Error(
        211,
        "A chart holds something that is no file",
        "'{0}' is neither a file nor a folder{1}. Remove it or leave it out by .helmignore.",
        "Devices, sockets, pipes and dangling links cannot be packaged. Helm: \"cannot load irregular file\".");

    /// <summary>A .helmignore pattern uses **.</summary>
    public static readonly Rule IgnoreDoubleStar = Error(
        212,
        "A .helmignore pattern uses **",
        "'{0}': Helm's .helmignore has no '**' and Helm refuses the chart. Write one pattern a level, or 'folder/' to leave out a folder whole.",
        ".helmignore looks like .gitignore and is not: ** is a syntax error. A folder that is left out takes everything in it along, so 'folder/' mostly does what 'folder/**' was meant to.");

    /// <summary>A .helmignore pattern is malformed.</summary>
    public static readonly Rule IgnoreMalformed = Error(
        213,
        "A .helmignore pattern is malformed",
        "'{0}' is no pattern: close the bracket, and write no backslash at the end.",
        "Patterns are those of Go's filepath.Match: *, ?, [a-z], [^a-z] and a backslash before a character that is meant literally.");

    /// <summary>A negated .helmignore pattern does not bring files back.</summary>
    public static readonly Rule IgnoreNegation = Warning(
        214,
        "A negated .helmignore pattern does not bring files back",
        "'{0}' does not bring a file back: it leaves out every path that does not match it. List what is to be left out instead.",
        "In .helmignore the first pattern that decides wins, and a pattern with '!' decides for all paths that do NOT match it: they are left out. A file that an earlier pattern left out stays out.");

    /// <summary>A .helmignore pattern matches nothing.</summary>
    public static readonly Rule IgnoreNeverMatches = Warning(
        215,
        "A .helmignore pattern matches nothing",
        "'{0}' can match no path. Paths are relative to the chart, with single slashes, without './'.",
        "Patterns are matched against paths such as templates/service.yaml. './x', '../x', 'a//b' and backslashes as separators never match.");

    /// <summary>A subchart archive cannot be loaded.</summary>
    public static readonly Rule ArchiveInvalid = Error(
        216,
        "A subchart archive cannot be loaded",
        "'{0}' cannot be loaded: {1}. Package that chart again with 'helm package', or remove the file from charts/.",
        "Helm unpacks charts/*.tgz when it loads a chart and refuses archives with absolute paths, paths out of the base folder, drive letters, no files, or content above its limits.");

    /// <summary>Something in charts/ is no chart.</summary>
    public static readonly Rule NoSubchart = Error(
        217,
        "Something in charts/ is no chart",
        "'charts/{0}' is no chart: {1}. Move it out of charts/; names that begin with '_' or '.' are skipped.",
        "Helm takes every folder and .tgz in charts/ for a subchart and refuses the chart when one is not.");

    /// <summary>A chart could not be packaged.</summary>
    public static readonly Rule PackagingFailed = Error(
        218,
        "A chart could not be packaged",
        "The chart '{0}' could not be packaged: {1}. Mend that and build again; earlier packages are untouched.",
        "The file system refused something; the message says what. Earlier packages are untouched.");

    /// <summary>A declared value meets something else in values.yaml.</summary>
    public static readonly Rule ValueBlocked = Error(
        219,
        "A declared value meets something else in values.yaml",
        "'{0}' cannot be set: {1}. Correct the path in distributions.yaml or the structure in values.yaml.",
        "The path of a declared value is a dotted path of map keys. What stands there is replaced when it is a scalar; maps and lists are never overwritten by a text.");

    /// <summary>A chart of the manifest that is carried along failed.</summary>
    public static readonly Rule SubchartMissing = Error(
        220,
        "A chart of the manifest that is carried along failed",
        "'{0}' carries '{1}', which could not be made. Mend that one first.",
        "A chart with 'dependencies' in the manifest contains those charts whole, so it cannot be made without them.");

    /// <summary>A file of a chart is not UTF-8.</summary>
    public static readonly Rule NotUtf8 = Error(
        221,
        "A file of a chart is not UTF-8",
        "The file is not UTF-8: byte {0} cannot be read. Save it as UTF-8.",
        "Chart.yaml, values.yaml and templates are text; Helm and this build read them as UTF-8, with or without a byte order mark.");

    /// <summary>A declared value is read by nothing.</summary>
    public static readonly Rule ValueUnused = Warning(
        222,
        "A declared value is read by nothing",
        "values.yaml has no '{0}' and no template reads it. It was added, but it will change nothing: correct the path, or remove it from 'values'.",
        "A declared value that the chart does not know is mostly a misspelt path.");

    /// <summary>A chart has an apiVersion that Helm 3 and 4 do not load.</summary>
    public static readonly Rule ApiVersionUnsupported = Error(
        223,
        "A chart has an apiVersion that Helm 3 and 4 do not load",
        "apiVersion '{0}' is not 'v1' or 'v2'; write 'apiVersion: v2'.",
        "v2 is the format of Helm 3 and 4, v1 that of Helm 2, which they still load.");

    /// <summary>Chart.yaml is invalid.</summary>
    public static readonly Rule MetadataInvalid = Error(
        224,
        "Chart.yaml is invalid",
        "Chart.yaml: {0}. Helm refuses to load the chart until it is corrected.",
        "Helm validates Chart.yaml when it loads a chart: kinds of the values, type, dependencies with their names and aliases, maintainers.");

    /// <summary>A chart is packaged from what changed meanwhile.</summary>
    public static readonly Rule FileChanged = Error(
        225,
        "A chart is packaged from what changed meanwhile",
        "'{0}' changed while it was read. Build again.",
        "The file had another length when it was packaged than when the folder was listed.");
}
