using System.Globalization;
using System.Reflection;

using HandlebarsDotNet;
using HandlebarsDotNet.Compiler;

namespace Legion.Build.Artifacts.Pages;

/// <summary>A Handlebars template for a page a user may lay out anew. The only place that knows the template engine.</summary>
public sealed class PageTemplate
{
    private readonly HandlebarsTemplate<object, object> render;
    private readonly string name;

    private PageTemplate(string text, string name, bool html)
    {
        this.name = name;
        var engine = Handlebars.Create(new HandlebarsConfiguration
        {
            NoEscape = !html,
            ThrowOnUnresolvedBindingExpression = true, // a misspelt name in a user's template is an error, not a hole in the page
            FormatProvider = CultureInfo.InvariantCulture,
        });
        engine.RegisterHelper("cell", static (_, arguments) => Cell(arguments.Length == 0 ? null : arguments[0]?.ToString()));
        try
        {
            render = engine.Compile(text);
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw Invalid(e);
        }
    }

    /// <summary>Compiles a template.</summary>
    /// <param name="text">The template.</param>
    /// <param name="name">What error messages call it: its path.</param>
    /// <param name="html">True to escape values for HTML; false for Markdown.</param>
    /// <exception cref="InvalidDataException">The template is not well-formed; the message says where.</exception>
    public static PageTemplate Compile(string text, string name, bool html) => new(text, name, html);

    /// <summary>The text of a template that ships with us.</summary>
    /// <param name="file">Its file name, such as <c>distributions.md.hbs</c>.</param>
    public static string Shipped(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pages/" + file)
            ?? throw new InvalidOperationException($"'{file}' is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Fills the template.</summary>
    /// <param name="view">What it shows.</param>
    /// <returns>The page, with LF line ends and one newline at the end.</returns>
    /// <exception cref="InvalidDataException">The template asks for something the view has not.</exception>
    public string Render(object view)
    {
        try
        {
            return render(view).ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        }
        catch (Exception e) when (e is HandlebarsException or HandlebarsUndefinedBindingException)
        {
            throw Invalid(e);
        }
    }

    /// <summary>Text as the cell of a Markdown table: one line, bars escaped.</summary>
    private static string Cell(string? text) => (text ?? "").ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Trim();

    private InvalidDataException Invalid(Exception e) =>
        new($"{name}: {e.Message.ReplaceLineEndings(" ")} Mend the template, or delete it to use the one that ships with Legion.Build.", e);
}
