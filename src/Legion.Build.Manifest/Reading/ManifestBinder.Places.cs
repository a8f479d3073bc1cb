using Legion.Build.Manifest.Checks;
using Legion.Build.Manifest.Model;
using Legion.Build.Manifest.Yaml;

namespace Legion.Build.Manifest.Reading;

/// <summary>Where things go: what must be known before an artifact can be bound.</summary>
internal sealed partial class ManifestBinder
{
    private sealed class Places
    {
        /// <summary>The sections it is read from.</summary>
        public static readonly string[] Sections = ["channels", "repositories", "publish"];

        public Places(YamlMapping root, ManifestBinder binder, Findings findings)
        {
            Channels = binder.Section(root, "channels", binder.Channel);
            Repositories = binder.Section(root, "repositories", binder.Repository);
            NameCheck.Identifiers(Channels, findings);
            NameCheck.Identifiers(Repositories, findings);
            Destinations = new DestinationCheck(root, findings, Channels, Repositories);
            OfCharts = Destinations.Of(ArtifactKind.Chart);
            OfImages = Destinations.Of(ArtifactKind.Image);
            OfPython = Destinations.Of(ArtifactKind.Python);
        }

        public List<Draft<Channel>> Channels { get; }

        public List<Draft<Repository>> Repositories { get; }

        public DestinationCheck Destinations { get; }

        public EquatableArray<Destination> OfCharts { get; }

        public EquatableArray<Destination> OfImages { get; }

        public EquatableArray<Destination> OfPython { get; }
    }
}
