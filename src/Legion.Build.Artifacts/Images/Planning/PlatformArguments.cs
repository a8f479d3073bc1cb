using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>The build arguments every Dockerfile has without declaring them (Dockerfile reference, "Predefined ARGs").</summary>
internal static class PlatformArguments
{
    private static readonly string[] Proxies = ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy", "ALL_PROXY", "all_proxy"];

    /// <summary>The arguments in the global scope.</summary>
    /// <param name="target">What is built for.</param>
    /// <param name="build">What the builder runs on.</param>
    /// <param name="stage">The name of the stage that is built; null: the last.</param>
    public static Dictionary<string, string> For(Platform target, Platform build, string? stage) => new(StringComparer.Ordinal)
    {
        ["BUILDPLATFORM"] = build.ToString(),
        ["BUILDOS"] = build.Os,
        ["BUILDOSVERSION"] = build.OsVersion ?? "",
        ["BUILDARCH"] = build.Architecture,
        ["BUILDVARIANT"] = build.Variant ?? "",
        ["TARGETPLATFORM"] = target.ToString(),
        ["TARGETOS"] = target.Os,
        ["TARGETOSVERSION"] = target.OsVersion ?? "",
        ["TARGETARCH"] = target.Architecture,
        ["TARGETVARIANT"] = target.Variant ?? "",
        ["TARGETSTAGE"] = stage ?? "default",
    };

    /// <summary>True for an argument that needs no ARG to be given.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsPredefined(string name) =>
        Proxies.Contains(name) || name == "SOURCE_DATE_EPOCH" || name.StartsWith("BUILDKIT_", StringComparison.Ordinal);
}
