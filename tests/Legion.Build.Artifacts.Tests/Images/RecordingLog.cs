using System.Collections.Concurrent;

using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Tests.Images;

internal sealed class RecordingLog : IBuildLog
{
    public ConcurrentQueue<BuildDiagnostic> Diagnostics { get; } = new();

    public ConcurrentQueue<(BuildMessageLevel Level, string? Artifact, string Text)> Messages { get; } = new();

    public void Report(BuildDiagnostic diagnostic) => Diagnostics.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text) => Messages.Enqueue((level, artifact, text));
}
