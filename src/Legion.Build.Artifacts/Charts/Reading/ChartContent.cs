namespace Legion.Build.Artifacts.Charts.Reading;

/// <summary>A chart as Helm loads it: metadata, its own files, its subcharts.</summary>
public sealed record ChartContent
{
    /// <summary>Name of the file that makes a folder a chart.</summary>
    public const string ChartFileName = "Chart.yaml";

    /// <summary>Name of the default values.</summary>
    public const string ValuesFileName = "values.yaml";

    /// <summary>Name of the schema of the values.</summary>
    public const string SchemaFileName = "values.schema.json";

    /// <summary>What Chart.yaml says, with requirements.yaml laid over it.</summary>
    public required ChartMetadata Metadata { get; init; }

    /// <summary>Chart.yaml.</summary>
    public required ChartFile ChartYaml { get; init; }

    /// <summary>Chart.lock, or requirements.lock for a Helm 2 chart.</summary>
    public ChartFile? Lock { get; init; }

    /// <summary>requirements.yaml of a Helm 2 chart.</summary>
    public ChartFile? Requirements { get; init; }

    /// <summary>values.yaml.</summary>
    public ChartFile? Values { get; init; }

    /// <summary>values.schema.json.</summary>
    public ChartFile? Schema { get; init; }

    /// <summary>Files below templates/, by path.</summary>
    public IReadOnlyList<ChartFile> Templates { get; init; } = [];

    /// <summary>All other files, by path.</summary>
    public IReadOnlyList<ChartFile> Others { get; init; } = [];

    /// <summary>The charts in charts/, by their place there.</summary>
    public IReadOnlyList<ChartContent> Subcharts { get; init; } = [];

    /// <summary>The folder or archive on disk, for findings.</summary>
    public required string Origin { get; init; }
}
