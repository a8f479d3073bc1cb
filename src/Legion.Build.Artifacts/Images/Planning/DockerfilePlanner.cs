using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Planning;

/// <summary>Finds out what building a target of a Dockerfile involves.</summary>
internal sealed class DockerfilePlanner
{
    private readonly Dockerfile file;
    private readonly Image image;
    private readonly SourceLocation targetLocation;
    private readonly Dictionary<string, string> globals;
    private readonly List<DockerfileStage> stages = [];
    private readonly SortedSet<int> reachable = [];
    private readonly SortedSet<string> images = new(StringComparer.Ordinal);
    private EngineNeed? need;

    private DockerfilePlanner(Dockerfile file, Image image, Platform target, Platform build, SourceLocation targetLocation)
    {
        this.file = file;
        this.image = image;
        this.targetLocation = targetLocation;
        globals = PlatformArguments.For(target, build, image.Target);
    }

    /// <summary>Plans.</summary>
    /// <param name="file">The Dockerfile, free of errors.</param>
    /// <param name="image">The image it is built for.</param>
    /// <param name="target">The platform it is built for.</param>
    /// <param name="build">The platform it is built on.</param>
    /// <param name="targetLocation">Where the manifest names the target.</param>
    /// <exception cref="ImageBuildException">A stage that does not exist, a FROM that cannot be expanded.</exception>
    public static DockerfilePlan Plan(Dockerfile file, Image image, Platform target, Platform build, SourceLocation targetLocation)
    {
        var planner = new DockerfilePlanner(file, image, target, build, targetLocation);
        planner.ReadStages();
        var index = planner.TargetStage();
        if (ForeignSyntax(file) is { } syntax) planner.need = new($"the frontend '{syntax}' (# syntax=)", null);
        planner.Reach(index);
        return new(file, planner.stages, index, planner.reachable, [.. planner.images], planner.globals, planner.need);
    }

    // The embedded assembler speaks what docker/dockerfile speaks; another frontend is another language.
    private static string? ForeignSyntax(Dockerfile file)
    {
        if (!file.Directives.TryGetValue("syntax", out var syntax)) return null;
        var name = syntax.Split(' ')[0];
        foreach (var prefix in new[] { "docker.io/", "registry-1.docker.io/" })
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal)) name = name[prefix.Length..];
        }

        return name is "docker/dockerfile" || name.StartsWith("docker/dockerfile:", StringComparison.Ordinal) || name.StartsWith("docker/dockerfile@", StringComparison.Ordinal) ? null : syntax;
    }

    private void ReadStages()
    {
        var body = new List<Instruction>();
        foreach (var instruction in file.Instructions)
        {
            if (instruction.Keyword == "FROM")
            {
                body = [];
                stages.Add(ReadFrom(instruction, body));
            }
            else if (stages.Count > 0)
            {
                body.Add(instruction);
            }
            else if (instruction.Keyword == "ARG")
            {
                foreach (var pair in instruction.Pairs) SetGlobal(pair, instruction);
            }
            else
            {
                throw Fail(ImageRules.DockerfileSyntax, instruction, $"{instruction.Keyword} stands before the first FROM; only ARG may");
            }
        }

        if (stages.Count == 0) throw new ImageBuildException(ImageRules.DockerfileSyntax.At(SourceLocation.File(file.Path), "there is no FROM in the file"));
    }

    private void SetGlobal(NameValue pair, Instruction instruction)
    {
        if (image.Args.FirstOrDefault(arg => arg.Key == pair.Name) is { } given) globals[pair.Name] = given.Value;
        else if (pair.Value is not null) globals[pair.Name] = Expand(pair.Value, instruction);
    }

    private DockerfileStage ReadFrom(Instruction from, IReadOnlyList<Instruction> body)
    {
        var name = from.Arguments.Count == 3 ? from.Arguments[2].Text.ToLowerInvariant() : null;
        var from0 = Expand(from.Arguments[0].Text, from);
        if (from0.Length == 0) throw Fail(ImageRules.DockerfileSyntax, from, $"FROM: '{from.Arguments[0].Text}' is empty; give its ARG a default before the first FROM, or set it in the image's args");
        var stage = Enumerable.Range(0, stages.Count).Reverse().FirstOrDefault(i => string.Equals(stages[i].Name, from0, StringComparison.OrdinalIgnoreCase), -1);
        var platform = from.Flag("platform")?.Value is { } flag ? Expand(flag, from) : null;
        return new(stages.Count, name, stage < 0 ? from0 : null, stage < 0 ? null : stage, platform, from, body);
    }

    private string Expand(string text, Instruction instruction)
    {
        try
        {
            return WordExpander.Expand(text, file.Escape, globals.GetValueOrDefault);
        }
        catch (SubstitutionException e)
        {
            throw Fail(ImageRules.BadSubstitution, instruction, text, e.Message);
        }
    }

    private int TargetStage()
    {
        if (image.Target is null) return stages.Count - 1;
        if (DockerfilePlan.Find(stages, image.Target, stages.Count) is { } index) return index;
        var names = stages.Where(static stage => stage.Name is not null).Select(static stage => stage.Name!).ToArray();
        throw new ImageBuildException(ImageRules.UnknownStage.At(targetLocation, image.Target, file.Path, names.Length == 0 ? "; none of its stages has a name" : "; it has " + string.Join(", ", names)));
    }

    private void Reach(int index)
    {
        if (!reachable.Add(index)) return;
        var stage = stages[index];
        if (stage.BaseStage is { } below) Reach(below);
        else if (stage.Base is { } name && name != "scratch") images.Add(name);
        foreach (var instruction in stage.Instructions) Reach(instruction, index);
    }

    private void Reach(Instruction instruction, int index)
    {
        switch (instruction.Keyword)
        {
            case "RUN":
                need ??= new("RUN", instruction);
                foreach (var mount in instruction.Flags.Where(static flag => flag.Name == "mount")) ReachMount(mount, instruction, index);
                break;
            case "COPY" when instruction.Flag("from")?.Value is { } from:
                ReachFrom(from, instruction, index);
                break;
            case "ADD":
                foreach (var source in instruction.Arguments.SkipLast(1).Where(static a => IsRemote(a.Text))) need ??= new($"ADD of '{source.Text}'", instruction);
                break;
        }
    }

    private void ReachFrom(string from, Instruction instruction, int index)
    {
        if (from.Contains('$', StringComparison.Ordinal)) throw Fail(ImageRules.BadSubstitution, instruction, from, "--from takes no variables; name a stage FROM it with an ARG before the first FROM, and copy from that");
        if (from.All(char.IsAsciiDigit) && DockerfilePlan.Find(stages, from, index) is null)
        {
            throw Fail(ImageRules.UnknownStage, instruction, from, file.Path, FormattableString.Invariant($" before this one, which is stage {index}"));
        }

        if (DockerfilePlan.Find(stages, from, index) is { } stage) Reach(stage);
        else if (from != "scratch") images.Add(from);
    }

    private void ReachMount(InstructionFlag mount, Instruction instruction, int index)
    {
        foreach (var option in (mount.Value ?? "").Split(','))
        {
            if (option.StartsWith("from=", StringComparison.Ordinal)) ReachFrom(option[5..], instruction, index);
        }
    }

    /// <summary>True for a source of ADD that is not in the context: an URL or a git reference.</summary>
    /// <param name="source">The source.</param>
    internal static bool IsRemote(string source) =>
        source.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
        || source.StartsWith("git://", StringComparison.OrdinalIgnoreCase) || source.StartsWith("ssh://", StringComparison.OrdinalIgnoreCase)
        || source.StartsWith("git@", StringComparison.Ordinal) || source.StartsWith("github.com/", StringComparison.Ordinal);

    private ImageBuildException Fail(Rule rule, Instruction instruction, params object?[] arguments) =>
        new(rule.At(new(file.Path, instruction.Span), arguments));
}
