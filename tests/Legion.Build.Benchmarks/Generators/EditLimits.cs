using System.Globalization;
using BenchmarkDotNet.Reports;

namespace Legion.Build.Benchmarks.Generators;

/// <summary>The limits that generating constants is held to, beside what one run measured.</summary>
internal static class EditLimits
{
    private const int Small = 1_000;
    private const int Large = 10_000;

    /// <summary>Prints a line a limit; nothing for other benchmarks and for runs that left some out.</summary>
    public static void Print(Summary summary, TextWriter output)
    {
        var reports = summary.Reports.Where(static r => r.BenchmarkCase.Descriptor.Type == typeof(ConstantsGeneration) && r.ResultStatistics is not null).ToList();
        if (reports.Count < 10) return;
        var events = Time(nameof(ConstantsGeneration.YamlDotNetEvents), Small);
        Line("unrelated edit, ms", Time(nameof(ConstantsGeneration.UnrelatedEdit), Small), 0.1);
        Line("unrelated edit, KiB", Find(nameof(ConstantsGeneration.UnrelatedEdit), Small).GcStats.GetBytesAllocatedPerOperation(Find(nameof(ConstantsGeneration.UnrelatedEdit), Small).BenchmarkCase)!.Value / 1024.0, 8);
        Line("comment-only edit, x events", Time(nameof(ConstantsGeneration.CommentOnlyEdit), Small) / events, 1.2);
        Line("one-value edit, x events", Time(nameof(ConstantsGeneration.ValueEdit), Small) / events, 1.5);
        Line("cold, ms", Time(nameof(ConstantsGeneration.Cold), Small), 40);
        foreach (var name in (string[])[nameof(ConstantsGeneration.CommentOnlyEdit), nameof(ConstantsGeneration.ValueEdit), nameof(ConstantsGeneration.Cold)])
            Line(name + ", 10,000 x 1,000", Time(name, Large) / Time(name, Small), 11);

        BenchmarkReport Find(string name, int artifacts) => reports.Single(r =>
            r.BenchmarkCase.Descriptor.WorkloadMethod.Name == name && (int)r.BenchmarkCase.Parameters[nameof(ConstantsGeneration.Artifacts)] == artifacts);

        double Time(string name, int artifacts) => Find(name, artifacts).ResultStatistics!.Median / 1e6;

        void Line(string what, double measured, double limit) => output.WriteLine(string.Format(
            CultureInfo.InvariantCulture, "{0,-36} {1,10:F3}   limit {2,6:F1}   {3}", what, measured, limit, measured <= limit ? "met" : "MISSED"));
    }
}
