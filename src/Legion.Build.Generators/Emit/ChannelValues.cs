using System.Globalization;
using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Naming;

namespace Legion.Build.Generators.Emit;

/// <summary>The channels: a closed set of typed values.</summary>
internal static class ChannelValues
{
    /// <summary>Writes the type with its values.</summary>
    public static void Write(CodeWriter code, Frame frame)
    {
        var type = frame.Place.Root + "Channel";
        code.Summary("A level of trust that versions are released at; each has its own places.");
        code.OuterTypeAttributes(frame.Place);
        code.Line(frame.Place.Visibility + " sealed class Channel");
        code.Open();
        WriteBody(code, frame);
        for (var i = 0; i < frame.Channels.Count; i++) WriteValue(code, frame, frame.Channels[i], i);
        code.Summary("All channels, most trusted first.");
        code.Line("public static global::System.Collections.Generic.IReadOnlyList<" + type + "> All { get; } =");
        code.Line("    global::System.Array.AsReadOnly(new " + type + "[] { ", string.Join(", ", frame.Channels.Select(static c => Identifiers.From(c.Name)).Distinct()), " });");
        code.Line();
        code.Names("the channels", frame.Channels.Select(static c => (Identifiers.From(c.Name), c.Name)).GroupBy(static c => c.Item1).Select(static g => g.First()));
        code.Close();
    }

    private static void WriteValue(CodeWriter code, Frame frame, Channel channel, int ordinal)
    {
        var identifier = Identifiers.From(channel.Name);
        if (frame.Channels.Take(ordinal).Any(c => Identifiers.From(c.Name) == identifier)) return;
        var takes = channel.Versions switch
        {
            VersionPolicy.Stable => "Takes versions such as <c>1.2.3</c>",
            VersionPolicy.Prerelease => "Takes versions such as <c>1.2.3-rc.1</c>",
            _ => "Takes every version",
        };
        code.Summary(string.IsNullOrWhiteSpace(channel.Description) ? "The channel <c>" + XmlText.Escape(channel.Name) + "</c>." : XmlText.Sentence(channel.Description!));
        code.Line("/// <remarks><para>", takes + (channel.Mutable ? "; a published one may be replaced." : "; a published one is never replaced."), "</para>");
        code.Line("/// <para>", XmlText.Escape(frame.Where("channels", channel.Name)), "</para></remarks>");
        code.Line("public static " + frame.Place.Root + "Channel " + identifier + " { get; } = new " + frame.Place.Root + "Channel(");
        code.Line("    " + ordinal.ToString(CultureInfo.InvariantCulture) + ", Names." + identifier + ", " + Literal.Of(channel.Description) + ", "
            + Literal.Of(channel.Mutable) + ", " + ((int)channel.Versions).ToString(CultureInfo.InvariantCulture) + ");");
        code.Line();
    }

    private static void WriteBody(CodeWriter code, Frame frame)
    {
        foreach (var line in Body.Split('\n'))
        {
            if (line.Length == 0) code.Line();
            else code.Line(line.Replace("@root.", frame.Place.Root).TrimEnd('\r'));
        }
    }

    private const string Body = """
        internal readonly int ordinal;
        private readonly int policy;

        private Channel(int ordinal, string name, string? description, bool isMutable, int policy)
        {
            this.ordinal = ordinal;
            Name = name;
            Description = description;
            IsMutable = isMutable;
            this.policy = policy;
        }

        /// <summary>The name, as the manifest writes it.</summary>
        public string Name { get; }

        /// <summary>What the channel is for, or null.</summary>
        public string? Description { get; }

        /// <summary>True when a published version may be replaced by other bytes.</summary>
        public bool IsMutable { get; }

        /// <summary>The channel of a name, or null when there is none.</summary>
        /// <param name="name">A name such as <c>release</c>.</param>
        public static @root.Channel? Find(string? name)
        {
            foreach (var channel in All)
            {
                if (string.Equals(channel.Name, name, global::System.StringComparison.Ordinal)) return channel;
            }

            return null;
        }

        /// <summary>True when the channel takes versions such as this one.</summary>
        /// <param name="version">A SemVer 2.0.0 version.</param>
        public bool Accepts(string version)
        {
            if (!@root.Artifact.TrySplit(version, out var core, out var prerelease, out var build)) return false;
            return policy == 2 || (build.Length == 0 && (policy == 1) == (prerelease.Length > 0));
        }

        /// <summary>The name.</summary>
        public override string ToString() => Name;

        """;
}
