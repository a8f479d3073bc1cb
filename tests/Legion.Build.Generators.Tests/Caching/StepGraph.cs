using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Legion.Build.Generators.Tests.Caching;

/// <summary>Walks all that the pipeline's steps hold, and finds what would keep a compilation alive or never compare equal.</summary>
/// <remarks>By assignability, not by exact type: every symbol, tree and location the compiler hands out is of a derived, internal type.</remarks>
internal static class StepGraph
{
    private static readonly Type[] Forbidden =
    [
        typeof(Compilation), typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(SyntaxToken), typeof(SyntaxTrivia), typeof(SyntaxReference),
        typeof(SemanticModel), typeof(IOperation), typeof(Location), typeof(Diagnostic), typeof(AdditionalText), typeof(AnalyzerConfigOptionsProvider),
        typeof(AnalyzerConfigOptions), typeof(MetadataReference),
    ];

    public static void AssertFree(GeneratorRunResult result, IEnumerable<string> steps)
    {
        var found = Find(result, steps);
        Assert.True(found.Count == 0, string.Join("\n", found));
    }

    public static IReadOnlyList<string> Find(GeneratorRunResult result, IEnumerable<string> steps)
    {
        var found = new List<string>();
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var step in steps)
        {
            if (!result.TrackedSteps.TryGetValue(step, out var runs)) continue;
            foreach (var output in runs.SelectMany(static run => run.Outputs)) Walk(output.Value, step, seen, found);
        }

        return found;
    }

    private static void Walk(object? start, string path, HashSet<object> seen, List<string> found)
    {
        var open = new Stack<(object Value, string Path)>();
        if (start is not null) open.Push((start, path));
        while (open.Count > 0)
        {
            var (value, at) = open.Pop();
            var type = value.GetType();
            if (type.IsPrimitive || type.IsEnum || value is string or Type or Pointer) continue;
            if (!type.IsValueType && !seen.Add(value)) continue;
            if (Forbidden.FirstOrDefault(f => f.IsInstanceOfType(value)) is { } kind)
            {
                found.Add($"{at} holds a {kind.Name} ({type})");
                continue;
            }

            if (value is Array array)
            {
                if (!IsPlain(type.GetElementType()!)) Push(array, at, open);
                continue;
            }

            for (var declaring = type; declaring is not null && declaring != typeof(object); declaring = declaring.BaseType)
            {
                foreach (var field in declaring.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
                {
                    if (!IsPlain(field.FieldType) && field.GetValue(value) is { } child) open.Push((child, at + "." + field.Name));
                }
            }
        }
    }

    private static void Push(IEnumerable items, string path, Stack<(object Value, string Path)> open)
    {
        foreach (var item in items)
        {
            if (item is not null) open.Push((item, path + "[]"));
        }
    }

    private static bool IsPlain(Type type) => type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string);
}
