namespace Legion.Build.Sdk.Tests.Readme;

/// <summary>How a block of the README is proven.</summary>
internal enum BlockProof
{
    /// <summary>The commands of a fresh clone: those that CI runs.</summary>
    SetUp,

    /// <summary>Commands with their output, played from the packed packages in a clean folder.</summary>
    Tour,

    /// <summary>A whole manifest: the reader finds nothing to say.</summary>
    Manifest,

    /// <summary>Parts of a manifest: put in place of a manifest's own, the reader finds nothing to say.</summary>
    Recipe,

    /// <summary>A CI service's file: it is well-formed, and its commands run in order.</summary>
    Pipeline,

    /// <summary>A project file: it builds.</summary>
    Project,

    /// <summary>A publish profile: a publish takes it.</summary>
    Profile,

    /// <summary>A global.json: a project without a version builds beside it.</summary>
    GlobalJson,

    /// <summary>C# that uses the constants of the manifest before it: it compiles.</summary>
    Constants,

    /// <summary>Commands: they run in a built project.</summary>
    Script,

    /// <summary>A drawing of the repository: what it names is there.</summary>
    Drawing,
}
