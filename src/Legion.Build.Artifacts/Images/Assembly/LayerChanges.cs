namespace Legion.Build.Artifacts.Images.Assembly;

/// <summary>What one instruction changes in the file system: the content of a layer.</summary>
internal sealed class LayerChanges
{
    private readonly SortedDictionary<string, ImageNode> nodes = new(StringComparer.Ordinal);

    /// <summary>True when nothing changes.</summary>
    public bool IsEmpty => nodes.Count == 0;

    /// <summary>The changed nodes by absolute path; folders come before what they hold.</summary>
    public IReadOnlyDictionary<string, ImageNode> Nodes => nodes;

    /// <summary>Records a node that is new or another than before.</summary>
    /// <param name="path">Absolute, without links on the way.</param>
    /// <param name="node">The node; its properties are read when the layer is written.</param>
    public void Put(string path, ImageNode node) => nodes[path] = node;
}
