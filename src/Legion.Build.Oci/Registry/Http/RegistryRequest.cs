namespace Legion.Build.Oci.Registry.Http;

/// <summary>One request to a registry, and what may be done again when it must be.</summary>
internal sealed record RegistryRequest
{
    /// <summary>The verb.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>Below the registry's <c>/v2/</c>, such as <c>team/app/manifests/1.0</c>; or an absolute address the registry gave.</summary>
    public required Uri Target { get; init; }

    /// <summary>The scopes a token must have.</summary>
    public required Scope Scope { get; init; }

    /// <summary>Makes the body, anew for each time it is sent; null: none.</summary>
    public Func<IdleWatch, HttpContent>? Content { get; init; }

    /// <summary>Adds headers; null: none.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>Ask before sending the body: a refusal (401, 413, a redirect) then costs no upload, and is not lost in a reset.</summary>
    public bool ExpectContinue { get; init; }
}
