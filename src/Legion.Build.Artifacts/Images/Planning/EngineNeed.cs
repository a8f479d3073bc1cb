using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>Why the embedded assembler cannot build a Dockerfile.</summary>
/// <param name="What">What stands there, such as <c>RUN</c>.</param>
/// <param name="Instruction">Where; null for the file as a whole.</param>
internal sealed record EngineNeed(string What, Instruction? Instruction);
