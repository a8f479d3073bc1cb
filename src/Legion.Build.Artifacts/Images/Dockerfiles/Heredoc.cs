namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>A here-document.</summary>
/// <param name="Name">The word that ends it; also the name of the file it makes.</param>
/// <param name="Expand">False when the word was quoted: the content is then taken as it stands.</param>
/// <param name="StripTabs">True for <c>&lt;&lt;-</c>: leading tabs go.</param>
/// <param name="Content">The lines before the terminator, with their line ends.</param>
internal sealed record Heredoc(string Name, bool Expand, bool StripTabs, string Content)
{
    /// <summary>The content as a COPY writes it.</summary>
    public string Text => StripTabs ? string.Concat(Lines().Select(static line => line.TrimStart('\t'))) : Content;

    private IEnumerable<string> Lines()
    {
        for (var at = 0; at < Content.Length;)
        {
            var end = Content.IndexOf('\n', at);
            end = end < 0 ? Content.Length : end + 1;
            yield return Content[at..end];
            at = end;
        }
    }
}
