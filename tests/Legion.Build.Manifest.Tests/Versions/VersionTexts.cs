using FsCheck;
using FsCheck.Fluent;

namespace Legion.Build.Manifest.Tests.Versions;

/// <summary>Versions that lie close together, so that their order is put to the test.</summary>
internal static class VersionTexts
{
    private static readonly string[] Words = ["alpha", "beta", "dev", "rc", "alpha", "beta", "dev", "rc", "preview", "RC", "rc1", "a", "x-y", "0a"];

    private static Gen<string> Number => Gen.OneOf(
        Gen.Choose(0, 12).Select(static n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Gen.Elements("99", "100", "18446744073709551615", "20181203121905", "01"));

    private static Gen<string> Core => from major in Gen.Elements("0", "1", "1", "2")
                                       from minor in Gen.Elements("0", "9", "10")
                                       from patch in Gen.Elements("0", "0", "1")
                                       select major + "." + minor + "." + patch;

    private static Gen<string> PreRelease => Gen.OneOf(
        Gen.Constant(""),
        from number in Number select "-" + number,
        from word in Gen.Elements(Words) select "-" + word,
        from word in Gen.Elements(Words) from number in Number select "-" + word + "." + number,
        from word in Gen.Elements(Words) from number in Number select "-" + word + "." + number,
        from word in Gen.Elements(Words) from number in Number from further in Number select "-" + word + "." + number + "." + further,
        from number in Number from further in Number select "-" + number + "." + further);

    private static Gen<string> Build => Gen.OneOf(Gen.Constant(""), Gen.Constant(""), Gen.Constant(""), Gen.Elements("+abc", "+1230.30a6f46", "+007", "+A-b", "+-"));

    /// <summary>Versions, a few of them malformed.</summary>
    public static Gen<string> Any => from core in Core from pre in PreRelease from build in Build select core + pre + build;

    /// <summary>Two versions.</summary>
    public static Arbitrary<(string, string)> Pairs => (from a in Any from b in Any select (a, b)).ToArbitrary();
}
