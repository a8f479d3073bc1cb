using System.Net.Http.Headers;
using System.Text;

namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>What opens an HTTP repository. No record, and its text says nothing: a secret must not be printed by accident.</summary>
internal sealed class HttpCredential
{
    private readonly string scheme;
    private readonly string parameter;

    private HttpCredential(string scheme, string parameter) => (this.scheme, this.parameter) = (scheme, parameter);

    /// <summary>A user with a password (RFC 7617).</summary>
    public static HttpCredential Basic(string username, string password) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(username + ":" + password)));

    /// <summary>A token (RFC 6750).</summary>
    public static HttpCredential Bearer(string token) => new("Bearer", token);

    /// <summary>The header.</summary>
    public AuthenticationHeaderValue ToHeader() => new(scheme, parameter);

    /// <summary>Says which kind it is, and nothing of it.</summary>
    public override string ToString() => "credential (" + scheme + ")";
}
