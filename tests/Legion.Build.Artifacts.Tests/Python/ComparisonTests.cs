using Legion.Build.Artifacts.Python.Comparing;
using Legion.Build.Artifacts.Python.Metadata;

namespace Legion.Build.Artifacts.Tests.Python;

/// <summary>What two wheels of one package differ in: what has a reason, and what has none.</summary>
public sealed class ComparisonTests
{
    [Theory]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n", "writes the lowest version", "fields of metadata 2.5")]
    [InlineData("Metadata-Version: 2.1\nName: my-demo\nVersion: 1\n", "Metadata-Version: 2.1\nName: My.Demo\nVersion: 1\n")]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a>=1,<2\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a (<2,>=1)\n")]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a; (os_name == 'b' or os_name == 'c') and python_version < '3' and extra == 'my-dev' and 'x' == extra\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a ; extra == \"my_dev\" and extra == 'x' and (python_version<'3' and (os_name=='c' or os_name=='b'))\n")]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a; os_name == 'b' or os_name == 'c' and extra == 'd'\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a; (os_name == 'b' or os_name == 'c') and extra == 'd'\n", null)]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a>=1\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\nRequires-Dist: a>=2\n", null)]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\nLicense: MIT\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\n", null)]
    [InlineData("Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n\ndemo\n====\n\ntext\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\ndemo\n====\n\ntext\n", "writes no empty line between its last header and the readme")]
    [InlineData("Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n\n<img src=\"https://a\">\n\ntext\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n<img src=\"https://a\">\n\ntext\n", "writes no empty line between its last header and the readme")]
    [InlineData("Metadata-Version: 2.5\nName: demo\nVersion: 1\nAuthor: Jo\nImport-Name: demo\n\nAuthor: Jane\n\ntext\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nAuthor: Jo\nImport-Name: demo\nAuthor: Jane\n\ntext\n", "writes no empty line between its last header and the readme")]
    [InlineData("Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n\nLicense: see below\n\ntext\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nLicense: MIT\nImport-Name: demo\nLicense: see below\n\ntext\n", null, "writes no empty line between its last header and the readme")]
    [InlineData("Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n\ntext\n", "Metadata-Version: 2.5\nName: demo\nVersion: 1\nImport-Name: demo\n<img src=\"https://a\">\n\ntext\n", null)]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\n\n# Demo\n\ntext\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\n\ntext\n", null)]
    [InlineData("Metadata-Version: 2.1\nName: demo\nVersion: 1\n\ntext\n", "Metadata-Version: 2.1\nName: demo\nVersion: 1\n\n\ntext", "blank lines")]
    public void Metadata_differs_where_it_means_something_else(string native, string backend, params string?[]? explanations)
    {
        var found = MetadataComparison.Compare(CoreMetadata.Parse(native), CoreMetadata.Parse(backend)).ToList();
        explanations ??= [null];
        Assert.Equal(explanations.Length, found.Count);
        foreach (var (difference, words) in found.Zip(explanations))
        {
            if (words is null) Assert.Null(difference.Explanation);
            else Assert.Contains(words, difference.ToString(), StringComparison.Ordinal);
        }
    }
}
