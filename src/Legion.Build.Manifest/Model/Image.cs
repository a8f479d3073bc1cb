namespace Legion.Build.Manifest.Model;

/// <summary>A container image. Exactly one of <see cref="Dockerfile"/> and <see cref="Project"/> is set.</summary>
/// <param name="Name">The image's name, without registry and tag.</param>
public sealed record Image(string Name) : Artifact(Name)
{
    /// <summary>A Dockerfile, or a folder that means its Dockerfile with the folder as context; relative to the manifest.</summary>
    public string? Dockerfile { get; init; }

    /// <summary>A .NET project built by the .NET SDK's own container support; relative to the manifest.</summary>
    public string? Project { get; init; }

    /// <summary>The stage to build; null: the last one.</summary>
    public string? Target { get; init; }

    /// <summary>All that the build may see beside the Dockerfile's folder; folders or files relative to the manifest.</summary>
    public EquatableArray<string> Sources { get; init; }

    /// <summary>Build arguments.</summary>
    public EquatableArray<Setting> Args { get; init; }

    /// <summary>Platforms such as <c>linux/amd64</c>; empty: <c>linux/amd64</c>.</summary>
    public EquatableArray<string> Platforms { get; init; }

    /// <summary>Labels laid over the Dockerfile's own.</summary>
    public EquatableArray<Setting> Labels { get; init; }

    /// <summary>False for an image that is shipped but is no component of the cluster.</summary>
    public bool Component { get; init; } = true;

    /// <summary>The engine that must build it; null: what <c>LegionImageEngine</c> says.</summary>
    public string? Engine { get; init; }

    /// <summary>Network of RUN steps (<c>none</c>, <c>host</c>, <c>default</c>); null: the engine's default.</summary>
    public string? Network { get; init; }

    /// <summary>Build secrets, never part of layers, logs or argv.</summary>
    public EquatableArray<BuildSecret> Secrets { get; init; }

    /// <summary>Cache imports in BuildKit's notation.</summary>
    public EquatableArray<string> CacheFrom { get; init; }

    /// <summary>Cache exports in BuildKit's notation.</summary>
    public EquatableArray<string> CacheTo { get; init; }

    /// <inheritdoc/>
    public override ArtifactKind Kind => ArtifactKind.Image;
}
