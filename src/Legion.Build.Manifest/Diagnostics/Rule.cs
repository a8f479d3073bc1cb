namespace Legion.Build.Manifest.Diagnostics;

/// <summary>One <c>LEGION###</c>: what can be wrong, said once, used by compiler, build and documentation alike.</summary>
/// <param name="Id"><c>LEGION</c> and three digits.</param>
/// <param name="Category"><c>Manifest</c>, <c>Charts</c>, <c>Images</c>, <c>Python</c>, <c>Publishing</c>, <c>Usage</c> or <c>Sdk</c>.</param>
/// <param name="Severity">The default severity.</param>
/// <param name="Title">What is wrong, without particulars.</param>
/// <param name="MessageFormat">What is wrong and what to do, as a composite format string.</param>
/// <param name="Description">Why it is wrong and how to mend it: the body of the rule's page.</param>
public sealed record Rule(string Id, string Category, RuleSeverity Severity, string Title, string MessageFormat, string Description)
{
    /// <summary>The page that explains the rule.</summary>
    public string HelpLink => "https://github.com/legion-platform/legion-build/blob/main/sdk/rules/" + Id + ".md";

    /// <summary>Makes a finding of this rule.</summary>
    /// <param name="location">Where.</param>
    /// <param name="arguments">What fills <see cref="MessageFormat"/>.</param>
    public BuildDiagnostic At(SourceLocation location, params object?[] arguments) =>
        new(this, string.Format(System.Globalization.CultureInfo.InvariantCulture, MessageFormat, arguments), location);
}
