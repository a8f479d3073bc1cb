using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Python;

/// <summary>The rules of Python packages: LEGION400 to LEGION499.</summary>
public static partial class PythonRules
{
    private const string Category = "Python";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Rule> All =>
        [.. typeof(PythonRules).GetFields().Where(static f => f.FieldType == typeof(Rule)).Select(static f => (Rule)f.GetValue(null)!)];

    /// <summary>The file is no TOML.</summary>
    public static readonly Rule TomlSyntax = Error(
        "LEGION400",
        "pyproject.toml is no TOML",
        "pyproject.toml is no TOML: {0}",
        "The file does not follow TOML 1.0 (https://toml.io/en/v1.0.0). The message says what was expected at the place it points to. Common causes are a string without quotes, a key given twice, and a table that was closed and is opened again.");

    /// <summary>A field of pyproject.toml is wrong.</summary>
    public static readonly Rule InvalidField = Error(
        "LEGION401",
        "A field of pyproject.toml is wrong",
        "{0}",
        "The [build-system] and [project] tables are fixed by PEP 518, PEP 621 and PEP 639: which keys there are, of which type, and what they may hold. An unknown key is an error, because a backend would drop what it was meant to say.");

    /// <summary>The package is called otherwise in the manifest.</summary>
    public static readonly Rule NameDiffers = Error(
        "LEGION402",
        "The package's own name differs from the manifest's",
        "The manifest calls this package '{0}', its own metadata '{1}'; make them equal (spelling as PEP 503 compares it does not matter)",
        "Users install a package by the name in its metadata, and everything else of the platform refers to it by the name in the manifest. If the two differ, one of them leads nowhere. Change the key in distributions.yaml or 'name' under [project].");

    /// <summary>A version is written down that is not the one being built.</summary>
    public static readonly Rule VersionDiffers = Error(
        "LEGION403",
        "The package's own version differs from the build's",
        "The build makes version {0}, and '{1}' is written here; write dynamic = [\"version\"] instead of it, or name this file as 'versionFile' in the manifest to have it stamped",
        "There is one version: the build's. A second one written into pyproject.toml can only agree with it or be wrong. Delete 'version' and add \"version\" to 'dynamic'; or, to keep the line for other tools, say 'versionFile: pyproject.toml' in the manifest, and the line is stamped in a copy.");

    /// <summary>A file that is named is missing.</summary>
    public static readonly Rule FileMissing = Error(
        "LEGION404",
        "A file is missing",
        "{0} '{1}' does not exist; looked for {2}; correct the path, or add the file",
        "A readme, license file, version file or package folder is named and is not there. Paths in pyproject.toml are relative to its folder, paths in the manifest to the manifest's.");

    /// <summary>Nothing to package was found.</summary>
    public static readonly Rule NoModule = Error(
        "LEGION405",
        "No module was found",
        "No module or package to put into the wheel was found: {0}",
        "A wheel without modules installs nothing. Where modules are looked for depends on the build backend: usually in a folder, or a .py file, named as the project with '_' for '-', at the project's root or below 'src'. The message says which places were tried and which setting names another one.");

    /// <summary>The readme will not be shown.</summary>
    public static readonly Rule ReadmeWillNotRender = Error(
        "LEGION406",
        "The readme will not render",
        "The readme will not render on an index: {0}; correct it, or write the readme in Markdown",
        "An index shows Markdown, reStructuredText or plain text, and refuses an upload whose reStructuredText it cannot render. Sphinx roles and directives, includes and raw HTML are not part of what it renders.");

    /// <summary>An index would refuse the name.</summary>
    public static readonly Rule RefusedName = Error(
        "LEGION407",
        "An index would refuse the name",
        "An index would refuse the name '{0}': {1}; choose another one",
        "PyPI refuses names PEP 508 does not allow and names of modules of Python's own library. The package could be built and never be published. Choose another name.");

    /// <summary>A path leads out of the project.</summary>
    public static readonly Rule OutsideRoot = Error(
        "LEGION408",
        "A path leads out of the package's folder",
        "'{0}' leads out of the package's folder; what is packaged must lie below it",
        "What goes into a package must lie below the folder the manifest gives, so that the sdist can be built again by whoever downloads it, and so that the fingerprint knows all inputs. Move or copy the file into the folder.");

    /// <summary>A link leads out of the project.</summary>
    public static readonly Rule LinkLeadsOut = Error(
        "LEGION409",
        "A symbolic link leads out of the package's folder",
        "The link '{0}' leads to '{1}', outside the package's folder; put the file itself there, or exclude the link",
        "Neither wheels nor most systems' sdists carry links. A link within the package's folder is packaged as what it leads to; one that leads out would package a file of the machine.");

    /// <summary>A requirement is none.</summary>
    public static readonly Rule InvalidRequirement = Error(
        "LEGION410",
        "A requirement is wrong",
        "'{0}' is no requirement: {1}",
        "Requirements are written as PEP 508 says: name[extras]>=1.2,<2; condition. pip refuses a package with a requirement it cannot read.");

    /// <summary>An entry point refers to nothing importable.</summary>
    public static readonly Rule InvalidEntryPoint = Error(
        "LEGION411",
        "An entry point is wrong",
        "The entry point '{0}' refers to '{1}'; write 'package.module:function'",
        "An entry point names an object to import: the module, a colon, the object. Scripts need both.");

    /// <summary>The license expression is wrong.</summary>
    public static readonly Rule InvalidLicense = Error(
        "LEGION412",
        "The license is no SPDX expression",
        "'{0}' is no SPDX license expression: {1}; write one like \"MIT\" or \"Apache-2.0 OR BSD-3-Clause\" (PEP 639)",
        "Since PEP 639 'license' is an SPDX expression: identifiers of https://spdx.org/licenses/ joined by AND, OR and WITH. For a license that has no identifier use LicenseRef- and a name of your own.");

    /// <summary>A license identifier is not on our list.</summary>
    public static readonly Rule UnknownLicense = Warning(
        "LEGION413",
        "The license identifier is not known",
        "'{0}' is no SPDX license identifier known here{1}; see https://spdx.org/licenses/",
        "An index refuses identifiers that https://spdx.org/licenses/ does not list. The list in this build ages, so this is a warning: check the identifier there.");

    /// <summary>A classifier is not on our list.</summary>
    public static readonly Rule UnknownClassifier = Warning(
        "LEGION414",
        "The classifier is not known",
        "'{0}' is no classifier known here{1}; see https://pypi.org/classifiers/",
        "An index refuses an upload with a classifier that https://pypi.org/classifiers/ does not list. The list in this build ages, so this is a warning: check the classifier there. Classifiers that begin with 'Private ::' are refused on purpose and are not reported.");

    /// <summary>The license is said twice.</summary>
    public static readonly Rule LicenseSaidTwice = Warning(
        "LEGION430",
        "The license is said twice",
        "'{0}' says again, and less exactly, what 'license' says; delete the classifier (PEP 639)",
        "Since PEP 639 the SPDX expression in 'license' is the one place that says the license. License classifiers beside it are deprecated: two statements can differ, and newer setuptools refuses both together.");

    /// <summary>A key of [project] is not known.</summary>
    public static readonly Rule UnknownField = Warning(
        "LEGION431",
        "A key of pyproject.toml is not known",
        "'{0}' is no key of [{1}] known here; the native builder leaves the package to its backend, which may drop it; correct it, or move it below [tool.…]",
        "The keys of [project] are fixed by PEP 621 and its successors. Most backends silently ignore one they do not know, so that what it says is lost. What belongs to a tool goes below [tool.…]. If the key is newer than this build, the backend still builds the package.");
}
