using Legion.Build.Manifest.Diagnostics;

namespace Legion.Build.Artifacts.Images.Dockerfiles;

/// <summary>One instruction of a Dockerfile.</summary>
internal sealed record Instruction
{
    /// <summary>Its word, in upper case: <c>COPY</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>The instruction with its continuation lines joined, as history records it.</summary>
    public required string Text { get; init; }

    /// <summary>The whole instruction, here-documents included.</summary>
    public required SourceSpan Span { get; init; }

    /// <summary>The leading <c>--name=value</c> words.</summary>
    public IReadOnlyList<InstructionFlag> Flags { get; init; } = [];

    /// <summary>The words, the elements of the JSON list, or the one text, as the instruction's grammar has it.</summary>
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    /// <summary>The pairs of ENV, LABEL and ARG.</summary>
    public IReadOnlyList<NameValue> Pairs { get; init; } = [];

    /// <summary>True when the arguments stood in a JSON list.</summary>
    public bool IsJson { get; init; }

    /// <summary>The here-documents, in order.</summary>
    public IReadOnlyList<Heredoc> Heredocs { get; init; } = [];

    /// <summary>What ONBUILD postpones; null for everything else.</summary>
    public Instruction? Trigger { get; init; }

    /// <summary>The flag of that name; null when it is not given.</summary>
    /// <param name="name">Without dashes.</param>
    public InstructionFlag? Flag(string name) => Flags.LastOrDefault(flag => flag.Name == name);
}
