using System.Text.RegularExpressions;

namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>Kubernetes' rules for the names of objects, by kind.</summary>
internal static partial class ObjectNames
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? Fault(string kind, string name) => kind switch
    {
        "CertificateSigningRequest" => null,
        "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" => name is "." or ".." || name.Contains('/') || name.Contains('%') ? "it must be a path segment, without '/' and '%'" : null,
        "Service" => name.Length <= 63 && Label1035().IsMatch(name) ? null : "it must be a DNS label: a lower-case letter first, then letters, digits and '-', up to 63",
        "Namespace" => name.Length <= 63 && Label1123().IsMatch(name) ? null : "it must be a DNS label: lower-case letters, digits and '-', up to 63",
        _ => name.Length <= 253 && Subdomain().IsMatch(name) ? null : "it must be a DNS subdomain: lower-case letters, digits, '-' and '.', up to 253",
    };

    [GeneratedRegex(@"^[a-z]([-a-z0-9]*[a-z0-9])?\z", Options, 10_000)]
    private static partial Regex Label1035();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", Options, 10_000)]
    private static partial Regex Label1123();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", Options, 10_000)]
    private static partial Regex Subdomain();
}
