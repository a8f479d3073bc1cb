namespace Legion.Build.Generators.Emit;

internal static partial class TypesFile
{
    // C# 8 and .NET Standard 2.0: no record, no target-typed new, no attribute that arrived later.
    private const string Template = """
        /// <summary>Something the product ships.</summary>
        @attributes
        @visibility abstract partial class Artifact
        {
            private readonly @root.Repository[][] places;

            internal Artifact(string name, string? description, string? documentation, @root.Repository[][] places)
            {
                Name = name;
                Description = description;
                Documentation = documentation;
                this.places = places;
            }

            /// <summary>The name it is published under.</summary>
            public string Name { get; }

            /// <summary>What it is, or null.</summary>
            public string? Description { get; }

            /// <summary>Where to read on: a URL, or a path relative to the manifest; or null.</summary>
            public string? Documentation { get; }

            /// <summary>The repositories that a channel's versions go to; empty when the channel does not publish it.</summary>
            /// <param name="channel">A channel.</param>
            public global::System.Collections.Generic.IReadOnlyList<@root.Repository> RepositoriesOn(@root.Channel channel)
            {
                if (channel is null) throw new global::System.ArgumentNullException(nameof(channel));
                return global::System.Array.AsReadOnly(places[channel.ordinal]);
            }

            /// <summary>True when the channel publishes it.</summary>
            /// <param name="channel">A channel.</param>
            public bool IsPublishedOn(@root.Channel channel)
            {
                if (channel is null) throw new global::System.ArgumentNullException(nameof(channel));
                return places[channel.ordinal].Length > 0;
            }

            /// <summary>What to write to get a version of it from a channel's first repository.</summary>
            /// <param name="channel">The channel the version was published on.</param>
            /// <param name="version">A SemVer 2.0.0 version; it is written in the dialect of the artifact's world.</param>
            /// <exception cref="global::System.ArgumentException">The version is not SemVer, or has no form in that dialect.</exception>
            /// <exception cref="global::System.InvalidOperationException">The channel does not publish it.</exception>
            public string ReferenceOn(@root.Channel channel, string version)
            {
                if (!IsPublishedOn(channel))
                    throw new global::System.InvalidOperationException("'" + Name + "' is not published on the channel '" + channel.Name + "'.");
                return ReferenceIn(places[channel.ordinal][0], version);
            }

            /// <summary>The name.</summary>
            public override string ToString() => Name;

            internal abstract string ReferenceIn(@root.Repository repository, string version);

            internal @root.Repository FirstOn(@root.Channel channel) => places[channel.ordinal][0];
        }

        /// <summary>A container image.</summary>
        @attributes
        @visibility sealed class ImageArtifact : @root.Artifact
        {
            internal ImageArtifact(string name, string? description, string? documentation, @root.Repository[][] places, bool isComponent)
                : base(name, description, documentation, places) => IsComponent = isComponent;

            /// <summary>False for an image that is shipped but is no component of the cluster.</summary>
            public bool IsComponent { get; }

            internal override string ReferenceIn(@root.Repository repository, string version) => repository.imagePrefix + Name + ":" + ToTag(version);
        }

        /// <summary>A Helm chart.</summary>
        @attributes
        @visibility sealed class ChartArtifact : @root.Artifact
        {
            internal ChartArtifact(
                string name, string? description, string? documentation, @root.Repository[][] places,
                @root.ChartArtifact[] installAfter, @root.ImageArtifact[] images)
                : base(name, description, documentation, places)
            {
                InstallAfter = global::System.Array.AsReadOnly(installAfter);
                Images = global::System.Array.AsReadOnly(images);
            }

            /// <summary>The charts that must be installed before it.</summary>
            public global::System.Collections.Generic.IReadOnlyList<@root.ChartArtifact> InstallAfter { get; }

            /// <summary>The images it deploys.</summary>
            public global::System.Collections.Generic.IReadOnlyList<@root.ImageArtifact> Images { get; }

            internal override string ReferenceIn(@root.Repository repository, string version) => repository.hasChartTags
                ? repository.chartPrefix + Name + ":" + ToTag(version)
                : repository.chartPrefix + Name + "-" + ToSemVer(version) + ".tgz";
        }

        /// <summary>A Python package.</summary>
        @attributes
        @visibility sealed class PythonArtifact : @root.Artifact
        {
            internal PythonArtifact(string name, string? description, string? documentation, @root.Repository[][] places)
                : base(name, description, documentation, places)
            {
            }

            /// <summary>The simple index (PEP 503) to install it from, or null when the repository declares none.</summary>
            /// <param name="channel">The channel the version was published on.</param>
            public string? IndexOn(@root.Channel channel) => IsPublishedOn(channel) ? FirstOn(channel).Index : null;

            // A requirement (PEP 508); where it is found is the index's business.
            internal override string ReferenceIn(@root.Repository repository, string version) => Name + "==" + ToPep440(version);
        }

        /// <summary>A place that artifacts are published to.</summary>
        @attributes
        @visibility sealed class Repository
        {
            internal readonly string imagePrefix;
            internal readonly string chartPrefix;
            internal readonly bool hasChartTags;

            internal Repository(
                string name, string type, string push, string pull, string? index, bool isInternal,
                string imagePrefix, string chartPrefix, bool hasChartTags)
            {
                Name = name;
                Type = type;
                Push = push;
                Pull = pull;
                Index = index;
                IsInternal = isInternal;
                this.imagePrefix = imagePrefix;
                this.chartPrefix = chartPrefix;
                this.hasChartTags = hasChartTags;
            }

            /// <summary>The name, as the manifest writes it.</summary>
            public string Name { get; }

            /// <summary>The protocol: <c>oci</c>, <c>helm-git</c>, <c>helm-http</c>, <c>pypi</c> or <c>directory</c>.</summary>
            public string Type { get; }

            /// <summary>Where publishing writes.</summary>
            public string Push { get; }

            /// <summary>Where users read.</summary>
            public string Pull { get; }

            /// <summary>The simple index (PEP 503) of a Python repository, or null when none is declared.</summary>
            public string? Index { get; }

            /// <summary>True when only the internal network reaches it.</summary>
            public bool IsInternal { get; }

            /// <summary>The name.</summary>
            public override string ToString() => Name;
        }
        """;
}
