using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python;

/// <content>The rules about building and about what is built.</content>
public static partial class PythonRules
{
    /// <summary>A package for private use goes to a public index.</summary>
    public static readonly Rule PrivateGoesPublic = Error(
        "LEGION415",
        "A private package goes to a public index",
        "The classifier '{0}' keeps this package off public indexes, and channel '{1}' sends it to '{2}'; drop the classifier, or give the package another destination",
        "A classifier that begins with 'Private ::' exists to stop a package from being published by mistake: PyPI refuses it. Here the mistake shows at build.");

    /// <summary>A local version goes to a public index.</summary>
    public static readonly Rule LocalVersionGoesPublic = Error(
        "LEGION416",
        "A public index takes no local version",
        "Version '{0}' has a local part, which public indexes refuse (PEP 440), and channel '{1}' sends it to '{2}'; build without '+…', or on a channel with an internal index",
        "A version with '+build' metadata becomes a PEP 440 local version. PyPI refuses those: they mark a downstream's own build.");

    /// <summary>Tests would be installed beside the packages.</summary>
    public static readonly Rule ShipsTests = Warning(
        "LEGION417",
        "The wheel ships tests as a package of their own",
        "The wheel would install '{0}' as a package of its own beside yours; exclude it",
        "A top-level 'tests' package lands in everyone's site-packages and collides with every other one. It usually comes from packages being found in the project's root. Exclude it, or move the packages below 'src'.");

    /// <summary>Caches would be packaged.</summary>
    public static readonly Rule ShipsCaches = Warning(
        "LEGION418",
        "The package ships what a tool left behind",
        "The {0} would hold '{1}', which a tool left behind; exclude it",
        "Caches and editors' and systems' own files say something about one machine, make packages differ between machines and are of no use to anybody.");

    /// <summary>The native builder was asked for and cannot.</summary>
    public static readonly Rule NotNative = Error(
        "LEGION419",
        "The native builder cannot build this package",
        "'builder: native' is asked for, and the native builder cannot build this package as its backend would: {0}; say 'builder: auto' or 'builder: backend'",
        "The native builder makes pure-Python packages whose metadata is static and whose files follow from settings it knows. Anything else belongs to the build backend the package names.");

    /// <summary>No Python can run the backend.</summary>
    public static readonly Rule PythonMissing = Error(
        "LEGION420",
        "Python, or a part of it, is missing",
        "Package '{0}' is built by {1} ({2}), and {3}; {4}",
        "Only packages the native builder cannot build need Python. Install what the message names, or name another interpreter with the property LegionPython.");

    /// <summary>The backend failed.</summary>
    public static readonly Rule BackendFailed = Error(
        "LEGION421",
        "The build backend failed",
        "{0} failed with exit code {1}: {2}; run it in the package's folder to see more, and mend what it says",
        "The build backend of the package ended with an error. Its whole output is in the build's log at normal verbosity; the message carries its last lines.");

    /// <summary>The backend made another version.</summary>
    public static readonly Rule BackendVersion = Error(
        "LEGION422",
        "The build backend made another version",
        "The build makes version {0}, and {1} made '{2}'; name the file that holds the version as 'versionFile' in the manifest",
        "The version is passed to a backend by its own means: an environment variable for setuptools-scm and its kin, a stamped file where the backend reads one. This backend took its version from elsewhere. Name the file in the manifest; it is stamped in a copy, and the source tree stays as it is.");

    /// <summary>A sibling is not pinned.</summary>
    public static readonly Rule SiblingNotPinned = Error(
        "LEGION423",
        "A sibling package is not pinned",
        "The manifest says that '{0}' needs '{1}' at exactly this version, and what {2} built says {3}; list '{1}' where the backend reads it (pyproject.toml, setup.cfg), or write \"{1}==\" + the version in setup.py",
        "Packages of one manifest are released together, and a package that needs another needs it at exactly its own version. In pyproject.toml and setup.cfg the pin is stamped; a setup.py is a program and must do it itself.");

    /// <summary>No version to stamp.</summary>
    public static readonly Rule NothingToStamp = Error(
        "LEGION424",
        "The version file holds no version",
        "'{0}' holds no version to stamp; it needs a line such as __version__ = \"0\", or the manifest's 'versionFile' names the file that has one",
        "The version file named in the manifest is stamped in a copy before the package is built: the string behind '__version__ =', 'version =' or a similar name is replaced. A file that is nothing but a version is replaced as a whole.");

    /// <summary>Neither pyproject.toml nor setup.py.</summary>
    public static readonly Rule NoProject = Error(
        "LEGION425",
        "The folder holds no Python project",
        "'{0}' holds neither pyproject.toml nor setup.py; the path of a Python package is the folder that does",
        "A Python package is built from a folder with a pyproject.toml (PEP 518) or, if it is of an older time, a setup.py.");

    /// <summary>What the backend made is no proper wheel or sdist.</summary>
    public static readonly Rule BadDistribution = Error(
        "LEGION426",
        "What was built is no proper distribution",
        "'{0}' is no proper distribution: {1}; 'python -m build' in the package's folder shows what its backend makes",
        "The files a backend leaves are checked before they become artifacts: one wheel and one sdist, with names as PEP 427 and PEP 625 want them, readable metadata and a RECORD that agrees with the content.");

    /// <summary>Native and backend differ.</summary>
    public static readonly Rule BuildersDiffer = Warning(
        "LEGION427",
        "The native wheel differs from the backend's",
        "The native wheel differs from the one {0} makes: {1}; say 'builder: backend', and report the difference",
        "Asked to compare, the build made the wheel twice. Differences that have a reason (file order, spelling of the same metadata, the generator's name) are listed in the log; this one has none. Say 'builder: backend' and report it.");

    /// <summary>Two paths are one on some systems.</summary>
    public static readonly Rule PathsCollide = Error(
        "LEGION428",
        "Two files meet in one path",
        "'{0}' and '{1}' are one file on systems that do not tell cases apart; rename one",
        "A wheel is installed on every system. Where upper and lower case are not told apart, one of the two files would overwrite the other.");

    /// <summary>A file could not be read or written.</summary>
    public static readonly Rule InputOutput = Error(
        "LEGION429",
        "A file could not be read or written",
        "The package could not be made: {0}; mend that and build again",
        "The file system refused to give or take a file: no permission, no space, or a path too long. Earlier outputs are untouched; mend the cause and build again.");

    private static Rule Error(string id, string title, string message, string description) =>
        new(id, Category, RuleSeverity.Error, title, message, description);

    private static Rule Warning(string id, string title, string message, string description) =>
        new(id, Category, RuleSeverity.Warning, title, message, description);
}
