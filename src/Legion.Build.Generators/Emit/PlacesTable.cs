using System.Globalization;
using Legion.Build.Generators.Models;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Generators.Emit;

/// <summary>The different sets of destinations among the artifacts of a kind: most artifacts share one.</summary>
internal sealed class PlacesTable
{
    private readonly List<EquatableArray<Destination>> sets = [];
    private readonly List<(string Field, IReadOnlyList<DestinationLine> Docs)> written = [];
    private readonly int[] setOf;

    /// <summary>Gathers the sets.</summary>
    public PlacesTable(Frame frame, IReadOnlyList<Artifact> artifacts)
    {
        setOf = new int[artifacts.Count];
        var index = new Dictionary<EquatableArray<Destination>, int>();
        for (var i = 0; i < setOf.Length; i++)
        {
            var destinations = artifacts[i].Destinations;
            // Neighbours are mostly alike: a comparison of references spares the hash.
            if (i > 0 && destinations.Equals(artifacts[i - 1].Destinations))
            {
                setOf[i] = setOf[i - 1];
                continue;
            }

            if (!index.TryGetValue(destinations, out var set))
            {
                index.Add(destinations, set = sets.Count);
                sets.Add(destinations);
                written.Add(("places" + set.ToString(CultureInfo.InvariantCulture), ArtifactDocs.LinesOf(frame, artifacts[i].Kind, destinations)));
            }

            setOf[i] = set;
        }
    }

    /// <summary>The field that holds the destinations of an artifact.</summary>
    public string FieldOf(int artifact) => written[setOf[artifact]].Field;

    /// <summary>What the documentation says about the destinations of an artifact.</summary>
    public IReadOnlyList<DestinationLine> DocsOf(int artifact) => written[setOf[artifact]].Docs;

    /// <summary>Writes one field a set: a row of repositories a channel, in the channels' order.</summary>
    public void Write(CodeWriter code, Frame frame)
    {
        var type = frame.Place.Root + "Repository[]";
        for (var set = 0; set < sets.Count; set++)
        {
            code.Line("private static readonly " + type + "[] " + written[set].Field + " =");
            code.Open();
            foreach (var channel in frame.Channels)
            {
                var repositories = sets[set].FirstOrDefault(d => d.Channel == channel.Name)?.Repositories ?? default;
                var known = repositories.Where(name => frame.Repository(name) is not null).Select(frame.RepositoryExpression);
                code.Line("new " + type + " { ", string.Join(", ", known), " },");
            }

            code.Close(";");
            code.Line();
        }
    }
}
