using System.Text;
using System.Xml.Linq;
using Legion.Build.Artifacts.Files;
using Microsoft.Build.Framework;

namespace Legion.Build.Tasks;

/// <summary>The manifest's items as an MSBuild file that evaluations import: scripts ask for items without running a target.</summary>
internal static class ItemsFile
{
    /// <summary>Writes the file, unless it says so already.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="stamp">What the property <c>_LegionItemsStamp</c> must be for the items to be believed.</param>
    /// <param name="items">Items by name.</param>
    public static void Write(string path, string stamp, IReadOnlyList<(string Name, ITaskItem[] Items)> items)
    {
        var group = new XElement("ItemGroup", new XAttribute("Condition", $"'$(_LegionItemsStamp)' == '{stamp}'"));
        foreach (var (name, of) in items)
        {
            foreach (var item in of.Cast<ITaskItem2>())
            {
                var element = new XElement(name, new XAttribute("Include", item.EvaluatedIncludeEscaped));
                foreach (var key in item.CloneCustomMetadataEscaped().Keys.Cast<string>().Order(StringComparer.Ordinal))
                    element.Add(new XElement(key, item.GetMetadataValueEscaped(key)));
                group.Add(element);
            }
        }

        AtomicFile.WriteIfChanged(path, Encoding.UTF8.GetBytes(new XDocument(new XElement("Project", group)).ToString()));
    }
}
