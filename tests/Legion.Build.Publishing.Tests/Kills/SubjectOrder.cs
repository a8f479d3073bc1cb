namespace Legion.Build.Publishing.Tests.Kills;

/// <summary>What a <see cref="Subject"/> is started for.</summary>
/// <param name="First">Publishes that it does whole, side by side: what is killed afterwards is publishing and not a runtime that starts.</param>
/// <param name="Next">Publishes that it begins then, side by side.</param>
/// <param name="Kill">When it is killed in the next ones; null: never.</param>
internal sealed record SubjectOrder(IReadOnlyList<SubjectJob> First, IReadOnlyList<SubjectJob> Next, SubjectKill? Kill = null);
