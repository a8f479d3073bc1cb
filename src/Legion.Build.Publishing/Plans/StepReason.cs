namespace Legion.Build.Publishing.Plans;

/// <summary>Why a step is done, or not done.</summary>
public enum StepReason
{
    /// <summary>Nothing stands at the address.</summary>
    New,

    /// <summary>The same bytes stand there: nothing is done.</summary>
    Present,

    /// <summary>Other bytes stand there and the channel is mutable, or the tag is one that moves.</summary>
    Replaced,

    /// <summary>The tag moves with versions and stands for a newer one already: it stays there.</summary>
    Kept,

    /// <summary>Other bytes stand there and must stay: the release cannot happen.</summary>
    Refused,

    /// <summary>What stands at the address could not be asked: the release cannot be planned.</summary>
    Unknown,
}
