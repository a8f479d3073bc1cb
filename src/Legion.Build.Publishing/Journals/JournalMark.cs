namespace Legion.Build.Publishing.Journals;

/// <summary>What a line of a journal says of a step.</summary>
public enum JournalMark
{
    /// <summary>It is about to be done.</summary>
    Begin,

    /// <summary>It was done, and the repository confirmed it.</summary>
    Done,
}
