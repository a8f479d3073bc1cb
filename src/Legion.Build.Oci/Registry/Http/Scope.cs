namespace Legion.Build.Oci.Registry.Http;

/// <summary>What a token must allow (distribution's token specification).</summary>
/// <param name="Repository">The path.</param>
/// <param name="Push">Whether it is written to.</param>
/// <param name="MountFrom">Another repository read from; null: none.</param>
internal sealed record Scope(string Repository, bool Push, string? MountFrom = null)
{
    /// <summary>The scopes in the token service's words. Push is asked for at once, so that one token serves a whole push.</summary>
    public IEnumerable<string> Values()
    {
        yield return $"repository:{Repository}:{(Push ? "pull,push" : "pull")}";
        if (MountFrom is not null)
            yield return $"repository:{MountFrom}:pull";
    }
}
