namespace Legion.Build.Manifest.Grammar;

/// <summary>A map of any keys to text, numbers or truth values.</summary>
internal sealed class SettingsShape : Shape
{
    public static readonly SettingsShape Flat = new();
    public static readonly SettingsShape Nested = new() { AllowsNesting = true };

    /// <summary>True when a value may be a map again; its keys are joined by dots.</summary>
    public bool AllowsNesting { get; private init; }

    /// <inheritdoc/>
    public override string Noun => "a map";
}
