using System.Collections.Concurrent;
using Legion.Build.Artifacts;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Publishing.Tests.Support;

internal sealed class RecordingLog : IBuildLog
{
    private readonly ConcurrentQueue<BuildDiagnostic> diagnostics = new();
    private readonly ConcurrentQueue<string> messages = new();

    public IReadOnlyList<BuildDiagnostic> Diagnostics => [.. diagnostics];

    public IReadOnlyList<string> Ids => [.. diagnostics.Select(static d => d.Rule.Id).Order(StringComparer.Ordinal)];

    public IReadOnlyList<string> Messages => [.. messages];

    public string Everything => string.Join('\n', diagnostics.Select(static d => d.Rule.Id + " " + d.Location + " " + d.Message).Concat(messages));

    public void Report(BuildDiagnostic diagnostic) => diagnostics.Enqueue(diagnostic);

    public void Message(BuildMessageLevel level, string? artifact, string text) => messages.Enqueue(text);
}
