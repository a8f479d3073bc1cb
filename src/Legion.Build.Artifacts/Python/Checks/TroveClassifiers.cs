using Legion.Build.Artifacts.Python.Project;

namespace Legion.Build.Artifacts.Python.Checks;

/// <summary>The classifiers an index knows (https://pypi.org/classifiers/).</summary>
internal static class TroveClassifiers
{
    private static readonly System.Buffers.SearchValues<char> VersionCharacters = System.Buffers.SearchValues.Create("0123456789.");
    private static readonly Lazy<HashSet<string>> Known = new(static () => EmbeddedList.Read("classifiers.txt"));

    /// <summary>Whether an index takes it; what begins with <c>Private ::</c> is taken by none, on purpose.</summary>
    /// <param name="classifier">The classifier.</param>
    public static bool IsKnown(string classifier) =>
        classifier.StartsWith("Private ::", StringComparison.Ordinal) || Known.Value.Contains(classifier) || IsNewVersion(classifier);

    /// <summary>Words that say what was meant, or nothing.</summary>
    /// <param name="classifier">An unknown classifier.</param>
    public static string Suggest(string classifier) =>
        Spelling.Nearest(classifier, Known.Value.Order(StringComparer.Ordinal)) is { } near ? $"; did you mean '{near}'?" : "";

    // The list ages: "Programming Language :: Python :: 3.99" is one of a family it knows.
    private static bool IsNewVersion(string classifier)
    {
        var last = classifier.LastIndexOf(" :: ", StringComparison.Ordinal);
        if (last < 0 || !IsVersion(classifier.AsSpan(last + 4))) return false;
        var family = classifier[..(last + 4)];
        return Known.Value.Any(known => known.StartsWith(family, StringComparison.Ordinal) && IsVersion(known.AsSpan(family.Length)));
    }

    private static bool IsVersion(ReadOnlySpan<char> text) => text.Length > 0 && text.IndexOfAnyExcept(VersionCharacters) < 0;
}
