using System.Collections.Immutable;
using System.Globalization;

using Legion.Build.Artifacts.Images.Dockerfiles;
using Legion.Build.Oci.Models;

namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>The instructions that set configuration, and WORKDIR, which makes a folder besides.</summary>
internal static class ConfigInstruction
{
    /// <summary>Carries an instruction out.</summary>
    /// <param name="instruction">Neither COPY, ADD, FROM nor RUN.</param>
    /// <param name="state">The stage.</param>
    /// <param name="input">What the assembly works with.</param>
    /// <exception cref="FormatException">A value is not understood.</exception>
    /// <exception cref="SubstitutionException">A word cannot be expanded.</exception>
    public static void CarryOut(Instruction instruction, StageState state, AssemblyInput input)
    {
        var escape = input.Plan.File.Escape;
        string Expand(string text) => WordExpander.Expand(text, escape, state.Variables.GetValueOrDefault);
        string First() => Expand(instruction.Arguments[0].Text);
        switch (instruction.Keyword)
        {
            case "ARG":
                Arg(instruction, state, input, Expand);
                break;
            case "ENV":
                Env(instruction, state, Expand);
                break;
            case "LABEL":
                Label(instruction, state, Expand);
                break;
            case "WORKDIR":
                WorkingFolder(First(), state, input);
                break;
            case "USER":
                var user = First();
                state.Configure(c => c with { User = user });
                state.Commit("USER " + user, null);
                break;
            case "EXPOSE":
                Expose(instruction, state, escape);
                break;
            case "VOLUME":
                var volumes = instruction.Arguments.Select(a => Expand(a.Text)).ToArray();
                state.Configure(c => c with { Volumes = c.Volumes.Union(volumes) });
                state.Commit($"VOLUME [{string.Join(' ', volumes)}]", null);
                break;
            case "STOPSIGNAL":
                var signal = StopSignal.Check(First());
                state.Configure(c => c with { StopSignal = signal });
                state.Commit("STOPSIGNAL " + signal, null);
                break;
            case "MAINTAINER":
                state.Config = state.Config with { Author = instruction.Arguments[0].Text };
                state.Commit("MAINTAINER " + instruction.Arguments[0].Text, null);
                break;
            case "ONBUILD":
                state.Configure(c => c with { OnBuild = c.OnBuild.Add(TriggerText(instruction.Trigger!)) });
                state.Commit("ONBUILD " + instruction.Trigger!.Text, null);
                break;
            default:
                Command(instruction, state);
                break;
        }
    }

    private static void Arg(Instruction instruction, StageState state, AssemblyInput input, Func<string, string> expand)
    {
        var shown = new List<string>();
        foreach (var pair in instruction.Pairs)
        {
            var given = input.Image.Args.FirstOrDefault(arg => arg.Key == pair.Name)?.Value;
            var value = given ?? (pair.Value is null ? input.Plan.Globals.GetValueOrDefault(pair.Name) : expand(pair.Value));
            if (value is not null) state.Variables[pair.Name] = value;
            shown.Add(value is null ? pair.Name : pair.Name + "=" + value);
        }

        state.Commit("ARG " + string.Join(' ', shown), null);
    }

    private static void Env(Instruction instruction, StageState state, Func<string, string> expand)
    {
        // All pairs see the values from before the instruction (Dockerfile reference, "Environment replacement").
        var pairs = instruction.Pairs.Select(pair => (Name: expand(pair.Name), Value: expand(pair.Value!))).ToArray();
        foreach (var (name, value) in pairs)
        {
            state.Variables[name] = value;
            state.Configure(c => c with { Env = Set(c.Env, name, value) });
        }

        state.Commit("ENV " + string.Join(' ', pairs.Select(static pair => pair.Name + "=" + pair.Value)), null);
    }

    private static ImmutableArray<string> Set(ImmutableArray<string> env, string name, string value)
    {
        for (var i = 0; i < env.Length; i++)
        {
            if (env[i].StartsWith(name + "=", StringComparison.Ordinal)) return env.SetItem(i, name + "=" + value);
        }

        return env.Add(name + "=" + value);
    }

    private static void Label(Instruction instruction, StageState state, Func<string, string> expand)
    {
        var pairs = instruction.Pairs.Select(pair => KeyValuePair.Create(expand(pair.Name), expand(pair.Value!))).ToArray();
        state.Configure(c => c with { Labels = c.Labels.SetItems(pairs) });
        state.Commit("LABEL " + string.Join(' ', pairs.Select(static pair => pair.Key + "=" + pair.Value)), null);
    }

    private static void WorkingFolder(string path, StageState state, AssemblyInput input)
    {
        var folder = ImageTree.Clean(path.StartsWith('/') ? path : state.WorkingFolder + "/" + path);
        state.Configure(c => c with { WorkingDir = folder });
        if (folder == "/" || state.Tree.Find(folder) is { IsFolder: true })
        {
            state.Commit("WORKDIR " + folder, null);
            return;
        }

        // The folder belongs to the USER of the moment, as BuildKit has it; a name nobody knows yet is root's.
        var owner = default(Owner);
        if (state.Config.Config.User is { Length: > 0 } user)
        {
            owner = OwnerReader.Read(user, state.Tree, (rule, arguments) => new ImageBuildException(rule.At(new(input.Plan.File.Path, default), arguments)));
        }

        var layer = new LayerBuilder(state.Tree);
        layer.MakeFolders(folder, owner);
        state.Commit("WORKDIR " + folder, layer.Changes);
    }

    private static void Expose(Instruction instruction, StageState state, char escape)
    {
        var ports = instruction.Arguments
            .SelectMany(argument => WordExpander.Split(argument.Text, escape, state.Variables.GetValueOrDefault))
            .SelectMany(ExposedPorts.Read).Order(StringComparer.Ordinal).ToArray();
        state.Configure(c => c with { ExposedPorts = c.ExposedPorts.Union(ports) });
        state.Commit("EXPOSE " + string.Join(' ', ports), null);
    }

    private static void Command(Instruction instruction, StageState state)
    {
        var words = instruction.Arguments.Select(static a => a.Text).ToArray();
        switch (instruction.Keyword)
        {
            case "CMD":
                var command = WithShell(instruction, words, state);
                state.HasCommand = true;
                state.Configure(c => c with { Cmd = command });
                state.Commit("CMD " + Quoted(command), null);
                break;
            case "ENTRYPOINT":
                var entry = WithShell(instruction, words, state);
                state.Configure(c => c with { Entrypoint = entry.Length == 0 ? null : entry, Cmd = state.HasCommand ? c.Cmd : null });
                state.Commit("ENTRYPOINT " + Quoted(entry), null);
                break;
            case "SHELL":
                state.Configure(c => c with { Shell = words });
                state.Commit("SHELL " + Quoted(words), null);
                break;
            default:
                Health(instruction, words, state);
                break;
        }
    }

    private static void Health(Instruction instruction, string[] words, StageState state)
    {
        if (words[0].Equals("NONE", StringComparison.OrdinalIgnoreCase))
        {
            state.Configure(static c => c with { Healthcheck = new() { Test = ["NONE"] } });
            state.Commit("HEALTHCHECK NONE", null);
            return;
        }

        long? Time(string flag) => instruction.Flag(flag)?.Value is { Length: > 0 } text ? GoDuration.Parse(text, "--" + flag) : null;
        var retries = instruction.Flag("retries")?.Value is not { } number ? (long?)null
            : long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new FormatException($"--retries is a number, not '{number}'");
        var check = new Healthcheck
        {
            Test = [instruction.IsJson ? "CMD" : "CMD-SHELL", .. words[1..]],
            Interval = Time("interval"),
            Timeout = Time("timeout"),
            StartPeriod = Time("start-period"),
            StartInterval = Time("start-interval"),
            Retries = retries is 0 ? null : retries,
        };
        state.Configure(c => c with { Healthcheck = check });
        state.Commit(instruction.Text, null);
    }

    private static string[] WithShell(Instruction instruction, string[] words, StageState state) =>
        instruction.IsJson || words.Length == 0 ? words : [.. state.Config.Config.Shell ?? ["/bin/sh", "-c"], string.Join(' ', words)];

    private static string Quoted(IEnumerable<string> words) => "[" + string.Join(' ', words.Select(static word => "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"")) + "]";

    private static string TriggerText(Instruction trigger) =>
        string.Concat([trigger.Text, .. trigger.Heredocs.Select(static heredoc => "\n" + heredoc.Content + heredoc.Name)]);
}
