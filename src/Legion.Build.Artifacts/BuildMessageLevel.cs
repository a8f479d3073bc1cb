namespace Legion.Build.Artifacts;

/// <summary>How much a message matters.</summary>
public enum BuildMessageLevel
{
    /// <summary>Shown with <c>-v:detailed</c>: decisions, cache hits.</summary>
    Detail,

    /// <summary>Shown with <c>-v:normal</c>: progress of long steps, engine output.</summary>
    Progress,

    /// <summary>Always shown: results.</summary>
    Result,
}
