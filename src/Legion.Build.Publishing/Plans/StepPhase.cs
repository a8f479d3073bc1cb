namespace Legion.Build.Publishing.Plans;

/// <summary>When a step happens.</summary>
public enum StepPhase
{
    /// <summary>Content is sent that nobody can see yet.</summary>
    Transfer,

    /// <summary>Something becomes visible.</summary>
    Commit,
}
