namespace Legion.Build.TestServers.Faults;

/// <summary>Which request of the distribution specification it is.</summary>
public static class RegistryRequests
{
    /// <summary>HEAD of a blob.</summary>
    public static bool IsBlobHead(ProxiedRequest request) => request.Method == "HEAD" && request.Target.Contains("/blobs/sha256:", StringComparison.Ordinal);

    /// <summary>GET of a blob.</summary>
    public static bool IsBlobGet(ProxiedRequest request) => request.Method == "GET" && request.Target.Contains("/blobs/sha256:", StringComparison.Ordinal);

    /// <summary>POST that begins an upload.</summary>
    public static bool IsUploadPost(ProxiedRequest request) => request.Method == "POST" && request.Target.Contains("/blobs/uploads/", StringComparison.Ordinal);

    /// <summary>PATCH with a piece of a blob.</summary>
    public static bool IsPatch(ProxiedRequest request) => request.Method == "PATCH";

    /// <summary>PUT that ends an upload, with a body or without.</summary>
    public static bool IsBlobPut(ProxiedRequest request) => request.Method == "PUT" && request.Target.Contains("/blobs/uploads/", StringComparison.Ordinal);

    /// <summary>PUT of a blob that is worth breaking in the middle.</summary>
    public static bool IsBigBlobPut(ProxiedRequest request) => IsBlobPut(request) && request.ContentLength > 100_000;

    /// <summary>PUT of a manifest by digest: nobody sees it by name.</summary>
    public static bool IsManifestPut(ProxiedRequest request) => request.Method == "PUT" && request.Target.Contains("/manifests/sha256:", StringComparison.Ordinal);

    /// <summary>PUT of a manifest by tag: the moment it becomes visible.</summary>
    public static bool IsTagPut(ProxiedRequest request) =>
        request.Method == "PUT" && request.Target.Contains("/manifests/", StringComparison.Ordinal) && !IsManifestPut(request);

    /// <summary>GET of a manifest.</summary>
    public static bool IsManifestGet(ProxiedRequest request) => request.Method == "GET" && request.Target.Contains("/manifests/", StringComparison.Ordinal);

    /// <summary>HEAD of a manifest.</summary>
    public static bool IsManifestHead(ProxiedRequest request) => request.Method == "HEAD" && request.Target.Contains("/manifests/", StringComparison.Ordinal);
}
