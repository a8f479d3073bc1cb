using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>A stage of a Dockerfile, its FROM resolved.</summary>
/// <param name="Index">Zero-based.</param>
/// <param name="Name">What AS calls it, in lower case; null without.</param>
/// <param name="Base">What it begins from: <c>scratch</c>, an image; null when it is another stage.</param>
/// <param name="BaseStage">The stage it begins from; null when it is none.</param>
/// <param name="Platform">What <c>--platform</c> says; null: the target's.</param>
/// <param name="From">The FROM.</param>
/// <param name="Instructions">What follows it.</param>
internal sealed record DockerfileStage(int Index, string? Name, string? Base, int? BaseStage, string? Platform, Instruction From, IReadOnlyList<Instruction> Instructions);
