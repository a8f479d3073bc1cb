namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Owner and group of what is written.</summary>
/// <param name="UserId">User.</param>
/// <param name="GroupId">Group.</param>
internal readonly record struct Owner(int UserId, int GroupId);
