using System.Collections.Immutable;

using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Artifacts.Images.Planning;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Oci;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>Carries out the instructions of a Dockerfile's stages, all but RUN.</summary>
internal sealed class StageAssembler
{
    private const string DefaultPath = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private readonly AssemblyInput input;
    private readonly DockerfilePlan plan;
    private readonly Dictionary<int, StageState> done = [];
    private readonly Dictionary<string, (BaseImage Image, Lazy<ImageTree> Tree)> bases = new(StringComparer.Ordinal);

    /// <summary>Assembles stages of one plan.</summary>
    /// <param name="input">What it works with.</param>
    public StageAssembler(AssemblyInput input)
    {
        this.input = input;
        plan = input.Plan;
    }

    /// <summary>The images that were used, by name.</summary>
    public IEnumerable<BaseImage> Bases => bases.Values.Select(static b => b.Image);

    /// <summary>Assembles a stage, and before it those it needs.</summary>
    /// <param name="index">Zero-based.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ImageBuildException">Something a person can mend is wrong.</exception>
    public async Task<StageState> AssembleAsync(int index, CancellationToken cancellation)
    {
        if (done.TryGetValue(index, out var known)) return known;
        var stage = plan.Stages[index];
        var (state, triggers) = await BeginAsync(stage, cancellation);
        foreach (var trigger in triggers) await CarryOutAsync(ReadTrigger(trigger, stage), state, stage, cancellation);
        foreach (var instruction in stage.Instructions)
        {
            cancellation.ThrowIfCancellationRequested();
            await CarryOutAsync(instruction, state, stage, cancellation);
        }

        done[index] = state;
        return state;
    }

    private async Task<(StageState State, ImmutableArray<string> Triggers)> BeginAsync(DockerfileStage stage, CancellationToken cancellation)
    {
        if (stage.BaseStage is { } below)
        {
            var from = await AssembleAsync(below, cancellation);
            return (from.Begin(), from.Config.Config.OnBuild);
        }

        var platform = PlatformOf(stage);
        if (stage.Base == "scratch")
        {
            var empty = new ImageConfig { Platform = platform, Config = new() { Env = [DefaultPath], WorkingDir = "/" } };
            return (new(empty, [], static () => new()), []);
        }

        var (image, tree) = await BaseAsync(stage.Base!, platform, stage.From, cancellation);
        var state = new StageState(StageState.WithoutTriggers(image.Config), image.Layers.Select(static layer => new PlannedLayer(layer, null)), () => tree.Value.Copy());
        if (!image.Config.Config.Env.Any(static e => e.StartsWith("PATH=", StringComparison.Ordinal)))
        {
            state.Configure(static c => c with { Env = c.Env.Add(DefaultPath) });
        }

        return (state, image.Config.Config.OnBuild);
    }

    private Platform PlatformOf(DockerfileStage stage)
    {
        try
        {
            return stage.Platform is null ? input.Platform : Platform.Parse(stage.Platform);
        }
        catch (OciException e)
        {
            throw Fail(ImageRules.BadValue, stage.From, e.Message);
        }
    }

    private async Task<(BaseImage Image, Lazy<ImageTree> Tree)> BaseAsync(string name, Platform platform, Instruction instruction, CancellationToken cancellation)
    {
        var key = name + " " + platform;
        if (bases.TryGetValue(key, out var known)) return known;
        try
        {
            var image = await input.Bases.GetAsync(name, platform, cancellation);
            return bases[key] = (image, new(() => LoadTree(image)));
        }
        catch (MissingPlatformException e)
        {
            throw Fail(ImageRules.PlatformUnavailable, instruction, name, e.Wanted, e.Available);
        }
        catch (OciException e)
        {
            throw Fail(ImageRules.BaseUnavailable, instruction, name, e.Message.TrimEnd('.'));
        }
    }

    private ImageTree LoadTree(BaseImage image)
    {
        var tree = new ImageTree();
        foreach (var layer in image.Layers) TarImport.ApplyLayer(input.Unpacker.Unpack(image.Layout.OpenBlob(layer.Descriptor)), tree);
        return tree;
    }

    private Instruction ReadTrigger(string trigger, DockerfileStage stage)
    {
        var reading = DockerfileParser.Read(trigger, plan.File.Path);
        if (reading.HasErrors || reading.File.Instructions.Count != 1)
        {
            throw Fail(ImageRules.DockerfileSyntax, stage.From, $"the base image's ONBUILD trigger '{trigger}' cannot be read");
        }

        return reading.File.Instructions[0] with { Span = stage.From.Span };
    }

    private async Task CarryOutAsync(Instruction instruction, StageState state, DockerfileStage stage, CancellationToken cancellation)
    {
        if (instruction.Keyword == "RUN") throw Fail(ImageRules.EmbeddedCannot, instruction, "RUN");
        try
        {
            if (instruction.Keyword is "COPY" or "ADD")
            {
                var source = await SourceAsync(instruction, stage, cancellation);
                CopyInstruction.CarryOut(instruction, state, source, input);
            }
            else
            {
                ConfigInstruction.CarryOut(instruction, state, input);
            }
        }
        catch (SubstitutionException e)
        {
            throw Fail(ImageRules.BadSubstitution, instruction, instruction.Text, e.Message);
        }
        catch (FormatException e)
        {
            throw Fail(ImageRules.BadValue, instruction, $"{instruction.Keyword}: {e.Message}");
        }
        catch (IOException e)
        {
            throw Fail(ImageRules.BuildFailed, instruction, $"{instruction.Text}: {e.Message.TrimEnd('.')}");
        }
    }

    private async Task<CopySource> SourceAsync(Instruction instruction, DockerfileStage stage, CancellationToken cancellation)
    {
        if (instruction.Flag("from")?.Value is not { } from) return new(input.ContextTree, null);
        if (plan.StageOf(from, stage.Index) is { } index)
        {
            var state = await AssembleAsync(index, cancellation);
            return new(state.Tree, $"the stage '{from}'");
        }

        if (from == "scratch") return new(new(), "scratch");
        var (_, tree) = await BaseAsync(from, PlatformOf(stage), instruction, cancellation);
        return new(tree.Value, $"the image '{from}'");
    }

    private ImageBuildException Fail(Rule rule, Instruction instruction, params object?[] arguments) =>
        new(rule.At(new(plan.File.Path, instruction.Span), arguments));
}
