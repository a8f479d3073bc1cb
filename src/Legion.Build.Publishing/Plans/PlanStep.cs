namespace Legion.Build.Publishing.Plans;

/// <summary>One remote change, or the reason there is none.</summary>
/// <param name="Phase">When it happens.</param>
/// <param name="Item">What it is about.</param>
/// <param name="Reason">Why.</param>
/// <param name="Found">The digest that stood at the address when the plan was made; null when there was nothing.</param>
public sealed record PlanStep(StepPhase Phase, ReleaseItem Item, StepReason Reason, string? Found)
{
    /// <summary>The newer version a tag stays at; null unless it is <see cref="StepReason.Kept"/>.</summary>
    public string? Newer { get; init; }

    /// <summary>Why nothing is known of the address; null unless it is <see cref="StepReason.Unknown"/>.</summary>
    public string? Trouble { get; init; }

    /// <summary>Names the step in journals.</summary>
    public string Id => (Phase == StepPhase.Transfer ? "transfer " : "commit ") + Item.Id;

    /// <summary>True when the step changes something.</summary>
    public bool IsChange => Reason is StepReason.New or StepReason.Replaced;
}
