namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>An action of a template, <c>{{ … }}</c>.</summary>
/// <param name="Start">Offset of its first brace.</param>
/// <param name="Length">Characters, braces included.</param>
/// <param name="Tokens">What is in it.</param>
internal sealed record TemplateAction(int Start, int Length, IReadOnlyList<TemplateToken> Tokens)
{
    /// <summary>The word it begins with, such as <c>if</c>; empty when it begins with none.</summary>
    public string Keyword => Tokens.Count > 0 && Tokens[0].Kind == 'i' ? Tokens[0].Text : "";
}
