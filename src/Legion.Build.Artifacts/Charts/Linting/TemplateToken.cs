namespace Legion.Build.Artifacts.Charts.Linting;

/// <summary>A token of a template action.</summary>
/// <param name="Kind"><c>i</c> identifier, <c>f</c> field chain (<c>.Values.a</c>), <c>v</c> variable with its fields, <c>s</c> text, <c>n</c> number, else the character itself.</param>
/// <param name="Text">As written.</param>
/// <param name="Start">Offset in the file.</param>
internal readonly record struct TemplateToken(char Kind, string Text, int Start);
