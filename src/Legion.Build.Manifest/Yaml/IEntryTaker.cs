namespace Legion.Build.Manifest.Yaml;

/// <summary>Takes the entries of a manifest's sections while they are read, so that they need not all be held at once.</summary>
/// <remarks>What was taken of a text that proves to be more than plain YAML in the end is void.</remarks>
internal interface IEntryTaker
{
    /// <summary>A key of the manifest begins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="before">Makes a map of all that stands before it.</param>
    /// <returns>True: its entries are wanted, should it be a block of them.</returns>
    bool Begin(string key, Func<YamlMapping> before);

    /// <summary>An entry of that section, in the order of the text. Its value is let go after this.</summary>
    /// <param name="entry">The entry.</param>
    void Take(YamlEntry entry);
}
