using Legion.Build.Manifest.Model;
using Microsoft.Build.Utilities;

namespace Legion.Build.Tasks.Tests;

public sealed class MSBuildTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("50%; of *all* $(Things) @(here)? it's")]
    [InlineData("%41")]
    [InlineData("äöü 日本語")]
    public void What_goes_into_an_item_comes_out_of_it(string value)
    {
        var item = new TaskItem(MSBuildText.Escape(value));
        item.SetMetadata("Value", MSBuildText.Escape(value));
        Assert.Equal(value, item.ItemSpec);
        Assert.Equal(value, item.GetMetadata("Value"));
    }

    [Fact]
    public void A_list_is_split_at_its_own_semicolons_alone() =>
        Assert.Equal("a%3bb;c", MSBuildText.List(EquatableArray.Of("a;b", "c")));
}
