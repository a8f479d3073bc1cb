namespace Legion.Build.Artifacts.Charts.Dependencies;

/// <summary>A place dependencies come from.</summary>
internal interface IChartRepository
{
    /// <summary>The versions of a chart it has, as it writes them.</summary>
    /// <param name="name">The chart.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FetchException">It cannot be asked.</exception>
    Task<IReadOnlyList<string>> ListAsync(string name, CancellationToken cancellationToken);

    /// <summary>Fetches a version, its digest verified as far as the repository states one.</summary>
    /// <param name="name">The chart.</param>
    /// <param name="version">The version, as listed.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="FetchException">It cannot be had.</exception>
    Task<byte[]> FetchAsync(string name, string version, CancellationToken cancellationToken);
}
