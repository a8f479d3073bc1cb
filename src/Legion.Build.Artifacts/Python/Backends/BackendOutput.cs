using Legion.Build.Artifacts.Python.Metadata;
using Legion.Build.Artifacts.Python.Names;
using Legion.Build.Artifacts.Python.Requirements;
using Legion.Build.Artifacts.Python.Wheels;
using Legion.Build.Manifest.Diagnostics;
using Legion.Build.Manifest.Model;

namespace Legion.Build.Artifacts.Python.Backends;

/// <summary>What a backend left, read and found proper.</summary>
/// <param name="WheelFile">The wheel.</param>
/// <param name="Wheel">Its files.</param>
/// <param name="SdistFile">The sdist.</param>
/// <param name="Sdist">Its files.</param>
/// <param name="SdistFolder">The folder they lie in.</param>
internal sealed record BackendOutput(DistributionFile WheelFile, IReadOnlyList<WheelEntry> Wheel, DistributionFile SdistFile, IReadOnlyList<WheelEntry> Sdist, string SdistFolder)
{
    /// <summary>Reads and checks a backend's output folder.</summary>
    /// <param name="folder">Absolute path.</param>
    /// <param name="package">The package it should be.</param>
    /// <param name="version">PEP 440.</param>
    /// <param name="backend">The backend's name, for findings.</param>
    /// <param name="location">Where findings point to.</param>
    /// <param name="findings">Where findings go.</param>
    /// <returns>Null when a finding says why.</returns>
    public static BackendOutput? Check(string folder, PythonPackage package, string version, string backend, SourceLocation location, Findings findings)
    {
        var wheels = Directory.GetFiles(folder, "*.whl");
        var sdists = Directory.GetFiles(folder, "*.tar.gz");
        if (wheels.Length != 1 || sdists.Length != 1)
        {
            findings.Add(PythonRules.BadDistribution, location, backend, $"it left {wheels.Length} wheels and {sdists.Length} sdists instead of one each");
            return null;
        }

        try
        {
            var sdistFiles = Repacker.ReadSdist(sdists[0], out var sdistFolder);
            var output = new BackendOutput(DistributionFile.Read(wheels[0]), Repacker.ReadWheel(wheels[0]), DistributionFile.Read(sdists[0]), sdistFiles, sdistFolder);
            output.CheckIdentity(package, version, backend, location, findings);
            if (WheelRecord.FindProblem(output.Wheel) is { } problem) findings.Add(PythonRules.BadDistribution, location, Path.GetFileName(wheels[0]), problem);
            return findings.HasErrors ? null : output;
        }
        catch (InvalidDataException e)
        {
            findings.Add(PythonRules.BadDistribution, location, backend, e.Message.TrimEnd('.'));
            return null;
        }
    }

    private void CheckIdentity(PythonPackage package, string version, string backend, SourceLocation location, Findings findings)
    {
        foreach (var file in (DistributionFile[])[WheelFile, SdistFile])
        {
            if (!PackageName.AreEqual(file.Metadata.Name, package.Name)) findings.Add(PythonRules.NameDiffers, location, package.Name, file.Metadata.Name);
            else if (file.Metadata.Version != version) findings.Add(PythonRules.BackendVersion, location, version, backend, file.Metadata.Version);
            if (findings.HasErrors) return;
        }

        foreach (var sibling in package.Dependencies)
        {
            var found = WheelFile.Metadata.All("Requires-Dist").Select(TryParse).Where(r => r is not null && PackageName.AreEqual(r.Name, sibling)).ToList();
            if (found.Count > 0 && found.TrueForAll(r => r!.Specifiers.Count == 1 && r.Specifiers[0] == "==" + version)) continue;
            findings.Add(PythonRules.SiblingNotPinned, location, package.Name, sibling, backend, found.Count == 0 ? "nothing of it" : $"'{found[0]}'");
        }
    }

    private static Requirement? TryParse(string text)
    {
        try
        {
            return Requirement.Parse(text);
        }
        catch (RequirementException)
        {
            return null;
        }
    }
}
