using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Tasks;

/// <summary>What can be wrong with a project that uses the SDK (LEGION900–949).</summary>
public static class SdkRules
{
    /// <summary>An MSBuild that cannot run our tasks. Reported by Requirements.targets, which must work without them.</summary>
    public static readonly Rule MSBuildTooOld = new(
        "LEGION900",
        "Sdk",
        RuleSeverity.Error,
        "MSBuild is too old",
        "Legion.Build needs MSBuild 18 (the .NET 10 SDK, Visual Studio 2026) or later; this is MSBuild {0}. Install the .NET 10 SDK, or let global.json choose it.",
        """
        The tasks of the SDK run on .NET 10, which MSBuild 18 was the first to offer them. Install the .NET 10 SDK, or, when it is installed and
        another one is chosen, pin it:

        ```json
        { "sdk": { "version": "10.0.100", "rollForward": "latestFeature" } }
        ```
        """);

    /// <summary>No manifest. Reported by Requirements.targets, before any task is loaded.</summary>
    public static readonly Rule NoManifest = new(
        "LEGION901",
        "Sdk",
        RuleSeverity.Error,
        "There is no manifest",
        "There is no manifest at '{0}'. Write one (`dotnet new legion-distributions` makes a first one), or say where it is with the property LegionManifest.",
        """
        A distribution project owns the `distributions.yaml` beside it. A project that only reads constants finds it beside itself or in the
        nearest folder above; any other place has to be said:

        ```xml
        <PropertyGroup>
          <LegionManifest>../platform/distributions.yaml</LegionManifest>
        </PropertyGroup>
        ```
        """);

    /// <summary>A channel the manifest does not have.</summary>
    public static readonly Rule ChannelUnknown = new(
        "LEGION902",
        "Sdk",
        RuleSeverity.Error,
        "The channel is not in the manifest",
        "{0} is '{1}', but the manifest has no such channel{2} It has {3}.",
        """
        `LegionChannel` names the channel artifacts are made and published for; it must be one of the manifest's `channels`. Without it, the
        last one, which is the least trusted, is taken.

        ```
        dotnet publish -p:LegionChannel=release -p:Version=1.0.0
        ```
        """);

    /// <summary>A compiler that did not run the generator.</summary>
    public static readonly Rule GeneratorDidNotRun = new(
        "LEGION903",
        "Sdk",
        RuleSeverity.Error,
        "The constants were not generated",
        "The compiler made no '{0}' from '{1}': the generator of Legion.Build did not run. Look for CS8032, CS8785 or CS9057 among the warnings; the C# compiler must be 4.14 (.NET SDK 9.0.300) or later.",
        """
        Constants are made by a source generator inside the C# compiler. When the compiler cannot load it, it says so in a warning (CS8032:
        cannot be created; CS8785: it failed; CS9057: it needs a newer compiler) and goes on without; the names it would have made are then
        missing. This rule turns that into an error.

        The usual reasons are an old compiler chosen with `Microsoft.Net.Compilers.Toolset` or `global.json`, or
        `<RunAnalyzers>false</RunAnalyzers>` in a compiler that skips generators with analyzers.
        """);

    /// <summary>A file that could not be read or written.</summary>
    public static readonly Rule FileFailed = new(
        "LEGION904",
        "Sdk",
        RuleSeverity.Error,
        "A file could not be read or written",
        "{0} Mend that and build again; nothing half-written is left.",
        """
        The operating system refused a read or a write: permissions, a full disk, or a file that another program holds. The message is the
        system's own and names the file. Nothing half-written is left: outputs appear whole or not at all, so building again is safe.
        """);

    /// <summary>An artifact that was not made, without a reason given.</summary>
    public static readonly Rule NotMade = new(
        "LEGION905",
        "Sdk",
        RuleSeverity.Error,
        "An artifact was not made",
        "Not made, and no step said why: {0}. That is a fault of Legion.Build; please report it with the output of the same build under -v:detailed.",
        """
        Every artifact that cannot be made is reported with its own error. This one says that an artifact is missing although none was: a fault
        of Legion.Build itself. Nothing was published, and earlier outputs are as they were.
        """);

    /// <summary>A distributions page that does not tell what the manifest says.</summary>
    public static readonly Rule DocsStale = new(
        "LEGION906",
        "Sdk",
        RuleSeverity.Error,
        "The distributions page is stale",
        "The distributions page '{0}' {1}. Write it anew with `dotnet build -t:Docs` and commit it.",
        """
        With `LegionDocsCheck=true` a build compares the committed distributions page with what the manifest says now; line ends do not count.
        The page is generated: change the manifest, or the template named by `LegionDocsTemplate`, never the page.

        ```
        dotnet build -t:Docs
        ```
        """);

    /// <summary>A release of what was not made. Reported by Release.targets.</summary>
    public static readonly Rule NothingReleased = new(
        "LEGION907",
        "Sdk",
        RuleSeverity.Error,
        "Not everything was made, so nothing is released",
        "Not everything the manifest names could be made (see the errors above), so nothing is planned or published.",
        """
        A release is complete or not visible at all. When one artifact cannot be made, the others are built, recorded and kept, but nothing is
        published: mend what the errors above say and publish again; what is up to date is not built twice.
        """);

    /// <summary>A property with a value it does not take.</summary>
    public static readonly Rule PropertyValue = new(
        "LEGION910",
        "Sdk",
        RuleSeverity.Error,
        "A property has a value it does not take",
        "{0} is '{1}'; it takes {2}",
        """
        The property is set in the project, in `Directory.Build.props`, in a publish profile or on the command line; the finding stands where it is
        set, or at the project when that was the command line. Letter case does not count.

        ```sh
        dotnet build -p:LegionPythonCompare=ja      # LEGION910
        dotnet build -p:LegionPythonCompare=true
        ```
        """);

    /// <summary>A property on the command line that nothing reads.</summary>
    public static readonly Rule PropertyUnknown = new(
        "LEGION911",
        "Sdk",
        RuleSeverity.Error,
        "A property on the command line is misspelt",
        "There is no property '{0}'; did you mean '{1}'?",
        """
        MSBuild sets whatever it is told, and nothing reads a name that is misspelt: the build would be made for another channel, or published in
        earnest where a rehearsal was meant. Names that are near to none of the SDK's properties are left alone: they are somebody's own.

        ```sh
        dotnet publish -p:LegionChanel=release -p:Version=1.0.0       # LEGION911
        dotnet publish -p:LegionChannel=release -p:Version=1.0.0
        ```
        """);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All { get; } = [MSBuildTooOld, NoManifest, ChannelUnknown, GeneratorDidNotRun, FileFailed, NotMade, DocsStale, NothingReleased, PropertyValue, PropertyUnknown];
}
