namespace Legion.Build.Manifest.Grammar;

/// <summary>Text that is not empty, or one of a few words.</summary>
internal sealed class TextShape : Shape
{
    public static readonly TextShape Any = new();
    public static readonly TextShape Path = new() { Format = PathFormat };
    private const string PathFormat = "path";

    /// <summary>The words allowed, or null for any text.</summary>
    public string[]? Words { get; init; }

    /// <summary>True for a path relative to the manifest.</summary>
    public bool IsPath => Format == PathFormat;

    /// <inheritdoc/>
    public override string Noun => Words is null ? "text" : string.Join(" or ", Words.Select(static w => "'" + w + "'"));

    private string? Format { get; init; }

    public static TextShape OneOf(params string[] words) => new() { Words = words };
}
