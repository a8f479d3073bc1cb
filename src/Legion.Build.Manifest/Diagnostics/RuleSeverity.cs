namespace Legion.Build.Manifest.Diagnostics;

/// <summary>How bad a finding is, unless the user's configuration says otherwise.</summary>
public enum RuleSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably a mistake.</summary>
    Warning,

    /// <summary>A mistake; the artifact it concerns is not made.</summary>
    Error,
}
