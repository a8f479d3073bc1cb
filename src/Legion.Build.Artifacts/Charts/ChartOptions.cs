using Legion.Build.Artifacts.Charts.Dependencies;
using Legion.Build.Artifacts.Charts.Provenance;
using Legion.Build.Oci.Credentials;

namespace Legion.Build.Artifacts.Charts;

/// <summary>How charts are made. Every option has a default.</summary>
public sealed record ChartOptions
{
    /// <summary>Charts made at once; zero: as many as there are processors.</summary>
    public int Parallelism { get; init; }

    /// <summary>Whether charts are linted.</summary>
    public bool Lint { get; init; } = true;

    /// <summary>Whether the findings are written as SARIF 2.1.0 to <c>charts.sarif</c> beside the build record.</summary>
    public bool Sarif { get; init; } = true;

    /// <summary>What is done about dependencies that are not in charts/.</summary>
    public DependencyMode Dependencies { get; init; }

    /// <summary>Absolute path of the folder fetched dependencies are kept in; null: below the intermediate folder.</summary>
    public string? VendorPath { get; init; }

    /// <summary>Credentials of the repositories dependencies come from, by host; null: the logins the user has.</summary>
    public ICredentialSource? Credentials { get; init; }

    /// <summary>Mail address, user id or fingerprint of the key packages are signed with; null: they are not signed.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The gpg that signs.</summary>
    public GpgOptions Gpg { get; init; } = new();

    /// <summary>Whether the real helm lints too: a name on PATH or an absolute path; null: it does not.</summary>
    public string? HelmLint { get; init; }
}
