namespace Legion.Build.Artifacts.Images.Engines;

/// <summary>Something that can carry out RUN.</summary>
internal interface IEngine
{
    /// <summary>How images it built are said to be built: <c>docker buildx</c>, <c>podman</c>, …</summary>
    string How { get; }

    /// <summary>Builds images.</summary>
    /// <param name="jobs">The images; none needs another.</param>
    /// <param name="workshop">What engines work with.</param>
    /// <param name="cancellation">Ends the engine's processes.</param>
    /// <returns>For each image and platform, the folder of an OCI layout (or of an unpacked <c>docker save</c>) that holds it.</returns>
    /// <exception cref="EngineException">The engine failed.</exception>
    Task<IReadOnlyList<EngineOutput>> BuildAsync(IReadOnlyList<EngineJob> jobs, EngineWorkshop workshop, CancellationToken cancellation);
}
