using System.Net;

namespace Legion.Build.Publishing.Repositories.Http;

/// <summary>What a server answered.</summary>
/// <param name="Status">The status.</param>
/// <param name="Address">Where the answer came from, after redirects.</param>
/// <param name="MediaType">The content's type; empty when none was said.</param>
/// <param name="Body">The content, or its beginning when it was only hashed.</param>
/// <param name="Digest"><c>sha256:…</c> of the content.</param>
internal sealed record HttpAnswer(HttpStatusCode Status, Uri Address, string MediaType, byte[] Body, string Digest)
{
    /// <summary>True for 2xx.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>True when a web page came where something else was asked for: a proxy's, a login's.</summary>
    public bool IsPage => MediaType is "text/html" or "application/xhtml+xml";

    /// <summary>What the server said in its own words, one short line.</summary>
    public string Words
    {
        get
        {
            var text = System.Text.Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, 2000)));
            if (IsPage) return "a web page";
            text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= 300 ? text : text[..300] + "…";
        }
    }
}
