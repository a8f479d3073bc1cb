using System.Globalization;

namespace Legion.Build.Manifest.Reading;

/// <summary>What a message is about. Made into words only when there is a message.</summary>
internal readonly struct Subject(string noun, string? name = null, int element = 0)
{
    public static implicit operator Subject(string noun) => new(noun);

    /// <summary>The bare key, for messages that quote it themselves.</summary>
    public string Key => noun.Trim('\'');

    public Subject Element(int index) => new(noun, name, index + 1);

    /// <summary>The subject as a sentence begins.</summary>
    public string Capital => ToString() is { Length: > 0 } words ? char.ToUpperInvariant(words[0]) + words.Substring(1) : string.Empty;

    /// <inheritdoc/>
    public override string ToString()
    {
        var words = name is null ? noun : noun.Length == 0 ? "'" + name + "'" : noun + " '" + name + "'";
        return element == 0 ? words : words + ", element " + element.ToString(CultureInfo.InvariantCulture);
    }
}
