using Legion.Build.Artifacts;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Reading;
using Legion.Build.Publishing.Repositories;

namespace Legion.Build.Publishing.Running;

/// <summary>Reports what is wrong with a release, each at the place of the manifest it belongs to.</summary>
internal sealed class Findings(IBuildLog log, SourceMap sources)
{
    private readonly HashSet<BuildDiagnostic> said = [];
    private int count;

    /// <summary>True when something was reported.</summary>
    public bool Any => Volatile.Read(ref count) > 0;

    /// <summary>Where an artifact stands.</summary>
    public SourceLocation Artifact(ArtifactKind kind, string name) =>
        sources.Key(SourceMap.PathOf(kind switch { ArtifactKind.Chart => "charts", ArtifactKind.Image => "images", _ => "python" }, name));

    /// <summary>Where a repository stands.</summary>
    public SourceLocation Repository(string name) => sources.Key(SourceMap.PathOf("repositories", name));

    /// <summary>Where a channel stands.</summary>
    public SourceLocation Channel(string name) => sources.Key(SourceMap.PathOf("channels", name));

    /// <summary>Where anything stands.</summary>
    public SourceLocation At(params string[] segments) => sources.Value(SourceMap.PathOf(segments));

    /// <summary>Reports a finding; once, however many items meet the same trouble.</summary>
    public void Add(Rule rule, SourceLocation location, params object?[] arguments)
    {
        Interlocked.Increment(ref count);
        var finding = rule.At(location, arguments);
        lock (said)
        {
            if (!said.Add(finding)) return;
        }

        log.Report(finding);
    }

    /// <summary>Reports what a repository answered, in the words of its kind of trouble.</summary>
    public void Add(PublishException exception, Repository? repository, string name, string hint = "")
    {
        var location = repository is null ? sources.Key("channels") : Repository(name);
        var message = Sentence(exception.Message) + hint;
        switch (exception.Failure)
        {
            case PublishFailure.Unreachable when repository?.Access == RepositoryAccess.Internal:
                Add(PublishRules.InternalUnreachable, location, name, message);
                break;
            case PublishFailure.Unreachable:
                Add(PublishRules.Unreachable, location, name, message);
                break;
            case PublishFailure.Denied:
                Add(PublishRules.Denied, location, name, message, RepositoryVariables.NameOf(name));
                break;
            default:
                Add(PublishRules.Failed, location, name, message);
                break;
        }
    }

    private static string Sentence(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.EndsWith('.') || line.EndsWith('!') || line.EndsWith('?') ? line : line + ".";
    }
}
