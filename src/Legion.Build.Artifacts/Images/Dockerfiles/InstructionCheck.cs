namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>What is wrong with an instruction whatever the variables hold.</summary>
internal static class InstructionCheck
{
    /// <summary>The first problem.</summary>
    /// <param name="instruction">An instruction as it was read.</param>
    /// <returns>Null when there is none.</returns>
    public static string? Problem(Instruction instruction) => instruction.Keyword switch
    {
        "ADD" or "COPY" => Copy(instruction),
        "FROM" => From(instruction),
        "HEALTHCHECK" => Healthcheck(instruction),
        "ARG" => instruction.Pairs.Count == 0 ? "a name must follow"
            : instruction.Pairs.Any(static pair => pair.Name.Length == 0) ? "a name must stand before the equals sign" : null,
        "SHELL" => instruction.IsJson && instruction.Arguments.Count > 0 ? null : "it takes a JSON list, such as SHELL [\"/bin/bash\", \"-c\"]",
        "ONBUILD" => instruction.Trigger!.Keyword is "FROM" or "MAINTAINER" ? $"{instruction.Trigger.Keyword} cannot be postponed" : null,
        "VOLUME" => instruction.Arguments.Count == 0 ? "a path must follow"
            : instruction.Arguments.Any(static a => a.Text.Trim().Length == 0) ? "a path must not be empty" : null,
        "EXPOSE" => instruction.Arguments.Count == 0 ? "a port must follow" : null,
        "USER" or "WORKDIR" or "STOPSIGNAL" or "MAINTAINER" => instruction.Arguments.Count == 0 ? "a value must follow" : null,
        "RUN" => instruction.Arguments.Count == 0 && !instruction.IsJson ? "a command must follow" : null,
        _ => null,
    };

    private static string? Copy(Instruction instruction)
    {
        if (instruction.Arguments.Count < 2) return "at least one source and a destination must follow";
        return !instruction.IsJson && HeredocMark.TryRead(instruction.Arguments[^1].Text) is not null ? "a here-document cannot be the destination" : null;
    }

    private static string? From(Instruction instruction)
    {
        var arguments = instruction.Arguments;
        if (arguments.Count != 1 && !(arguments.Count == 3 && arguments[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase)))
        {
            return "it takes an image, and AS with a name after it: FROM image AS name";
        }

        return arguments.Count == 1 || IsStageName(arguments[2].Text)
            ? null
            : $"'{arguments[2].Text}' cannot name a stage: a letter first, then letters, digits, and - _ .";
    }

    private static bool IsStageName(string name) =>
        char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private static string? Healthcheck(Instruction instruction)
    {
        var arguments = instruction.Arguments;
        if (arguments.Count == 0) return "CMD with a command, or NONE, must follow";
        return arguments[0].Text.ToUpperInvariant() switch
        {
            "NONE" => arguments.Count > 1 ? "NONE takes nothing after it" : null,
            "CMD" => arguments.Count > 1 ? null : "a command must follow CMD",
            _ => $"'{arguments[0].Text}' is neither CMD nor NONE",
        };
    }
}
