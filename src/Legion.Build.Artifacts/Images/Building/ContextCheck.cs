using Legion.Build.Artifacts.Images.Assembly;
using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Building;

/// <summary>Finds what a Dockerfile copies from its context and may not see, before an engine is asked, which could only say that it is missing.</summary>
internal sealed class ContextCheck
{
    private readonly AssemblyInput input;
    private readonly CopySource context;
    private readonly Dictionary<int, StageState> states = [];

    private ContextCheck(AssemblyInput input)
    {
        this.input = input;
        context = new(input.ContextTree, null);
    }

    /// <summary>Checks.</summary>
    /// <param name="prepared">The image.</param>
    /// <param name="tools">What builders share.</param>
    /// <exception cref="ImageBuildException">Something is not declared, or not there.</exception>
    public static void Run(PreparedImage prepared, BuildTools tools)
    {
        using var unpacker = new Unpacker(tools.Scratch);
        var tree = ContextTree.Of(prepared.Context, tools.Hashes);
        for (var i = 0; i < prepared.Plans.Count; i++)
        {
            var check = new ContextCheck(tools.Input(prepared, i, tree, unpacker));
            foreach (var stage in prepared.Plans[i].Reachable.Order()) check.Check(prepared.Plans[i].Stages[stage]);
        }
    }

    // Only what decides which paths are meant is carried out: ARG and ENV.
    private void Check(DockerfileStage stage)
    {
        var state = states[stage.Index] = stage.BaseStage is { } below ? states[below].Begin() : new(new ImageConfig { Platform = input.Platform }, [], static () => new());
        foreach (var instruction in stage.Instructions)
        {
            try
            {
                if (instruction.Keyword is "ARG" or "ENV") ConfigInstruction.CarryOut(instruction, state, input);
                else foreach (var path in Sources(instruction)) Find(instruction, path, state);
            }
            catch (SubstitutionException e)
            {
                throw new ImageBuildException(ImageRules.BadSubstitution.At(new(input.Plan.File.Path, instruction.Span), instruction.Text, e.Message));
            }
        }
    }

    private static IEnumerable<string> Sources(Instruction instruction) => instruction.Keyword switch
    {
        "COPY" or "ADD" when instruction.Flag("from") is null && instruction.Flag("parents") is null =>
            instruction.Arguments.SkipLast(1).Select(static argument => argument.Text).Where(text => instruction.IsJson || HeredocMark.TryRead(text) is null),
        "RUN" => instruction.Flags.Where(static flag => flag.Name == "mount").Select(static flag => Mounted((flag.Value ?? "").Split(','))).OfType<string>(),
        _ => [],
    };

    // A mount without a type binds a path of the context, unless it says from where.
    private static string? Mounted(string[] options)
    {
        string? Option(params string[] names) => options.FirstOrDefault(option => names.Any(name => option.StartsWith(name + "=", StringComparison.Ordinal)))?.Split('=', 2)[1];
        return Option("type") is null or "bind" && Option("from") is null ? Option("source", "src") : null;
    }

    private void Find(Instruction instruction, string written, StageState state)
    {
        var known = true;
        var path = WordExpander.Expand(written, input.Plan.File.Escape, name =>
        {
            if (state.Variables.TryGetValue(name, out var value)) return value;
            known = false; // a base image may set it: the engine will know
            return null;
        });
        if (!known || path.Length == 0 || PathPattern.HasWildcards(path) || DockerfilePlanner.IsRemote(path)) return;
        var plain = PathPattern.Unescape(ImageTree.Clean(path));
        if (input.ContextTree.Find(plain) is null) throw MissingSource.Tell(context, input, instruction, plain, path);
    }
}
