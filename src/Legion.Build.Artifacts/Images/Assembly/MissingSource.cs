using Legion.Build.Artifacts.Images.Dockerfiles;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Says why there is nothing to copy at a path, and what would bring it there.</summary>
internal static class MissingSource
{
    /// <summary>Says it.</summary>
    /// <param name="source">Where it was looked for.</param>
    /// <param name="input">What the assembly works with.</param>
    /// <param name="instruction">What copies.</param>
    /// <param name="path">The path, absolute in the source.</param>
    /// <param name="written">As the Dockerfile writes it.</param>
    public static ImageBuildException Tell(CopySource source, AssemblyInput input, Instruction instruction, string path, string written)
    {
        ImageBuildException Fail(Manifest.Diagnostics.Rule rule, params object?[] arguments) => new(rule.At(new(input.Plan.File.Path, instruction.Span), arguments));
        var relative = path.TrimStart('/');
        if (source.Name is not null) return Fail(ImageRules.MissingSource, written, source.Name, "; correct the path");
        if (input.Context.IsIgnored(relative)) return Fail(ImageRules.MissingSource, written, "the context", $": a pattern of '{input.Context.IgnoreFile}' hides it; add the line !{relative} to it");

        // On disk, but not declared: say what would allow it.
        foreach (var folder in new[] { input.Context.Root, input.Root })
        {
            var onDisk = Path.GetFullPath(relative, folder);
            if (!Path.Exists(onDisk) || !onDisk.StartsWith(input.Root, StringComparison.Ordinal)) continue;
            var fromRoot = Path.GetRelativePath(input.Root, onDisk).Replace(Path.DirectorySeparatorChar, '/');
            var entries = input.Image.Sources.Append(fromRoot);
            return Fail(ImageRules.UndeclaredSource, written, input.Image.Name, input.SourcesPlace, string.Join(", ", entries));
        }

        var seen = input.Image.Sources.Count == 0 ? "the Dockerfile's folder alone" : "the Dockerfile's folder and " + string.Join(", ", input.Image.Sources);
        return Fail(ImageRules.MissingSource, written, "the context", $", which is {seen}; correct the path, or add the file");
    }
}
