using System.Reflection;
using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Rules.Tests;

/// <summary>Every rule of every station: the static fields of type <see cref="Rule"/> in the classes named after a station, such as ManifestRules.</summary>
internal static class RuleCatalog
{
    private const BindingFlags Fields = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] Assemblies =
        ["Legion.Build.Manifest", "Legion.Build.Generators", "Legion.Build.Artifacts", "Legion.Build.Publishing", "Legion.Build.Tasks"];

    /// <summary>The rules with the field that holds each, by id.</summary>
    private static readonly List<(Rule Rule, FieldInfo Field)> Declared = Assemblies
        .SelectMany(static name => Types(Assembly.Load(name)))
        .Where(static type => type.Name.EndsWith("Rules", StringComparison.Ordinal))
        .SelectMany(static type => type.GetFields(Fields).Where(static f => f.FieldType == typeof(Rule)))
        .Select(static field => (Rule: (Rule)field.GetValue(null)!, Field: field))
        .OrderBy(static r => r.Rule.Id, StringComparer.Ordinal)
        .ToList();

    /// <summary>The rules with the name of the class that holds each, by id.</summary>
    public static IReadOnlyList<(Rule Rule, string Station)> All { get; } = Declared.ConvertAll(static r => (r.Rule, r.Field.DeclaringType!.Name));

    /// <summary>The rules' ids with their names in code, such as <c>PublishRules.OtherBytes</c>.</summary>
    public static IEnumerable<(string Id, string Field)> Names => Declared.Select(static r => (r.Rule.Id, r.Field.DeclaringType!.Name + "." + r.Field.Name));

    /// <summary>The types that load without compiler and MSBuild, which are not beside these tests; none of the others holds a rule.</summary>
    private static IEnumerable<Type> Types(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            return e.Types.OfType<Type>();
        }
    }
}
