using Legion.Build.Publishing.Journals;

namespace Legion.Build.Publishing.Tests;

public sealed class JournalTests : IDisposable
{
    private readonly string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName(), "release-1.0.0.journal");

    public JournalTests() => Directory.CreateDirectory(Path.GetDirectoryName(path)!);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);

    [Fact]
    public void What_was_written_is_there_after_the_process_is_gone()
    {
        using (var journal = Journal.Open(path, "sha256:1"))
        {
            journal.Write(JournalMark.Begin, "transfer hub x:1");
            journal.Write(JournalMark.Done, "transfer hub x:1");
            journal.Write(JournalMark.Begin, "commit hub x:1");
        }

        using var again = Journal.Open(path, "sha256:1");
        Assert.True(again.IsResumed);
        Assert.True(again.IsDone("transfer hub x:1"));
        Assert.True(again.HasBegun("commit hub x:1"));
        Assert.False(again.IsDone("commit hub x:1"));
    }

    [Fact]
    public void A_line_cut_by_a_kill_counts_as_never_written_and_the_next_one_stands_by_itself()
    {
        using (var journal = Journal.Open(path, "sha256:1")) journal.Write(JournalMark.Begin, "a");
        File.AppendAllText(path, "done tran");
        using (var journal = Journal.Open(path, "sha256:1"))
        {
            Assert.False(journal.IsDone("tran"));
            journal.Write(JournalMark.Done, "a");
        }

        Assert.Equal("legion.build/journal/v1 sha256:1\nbegin a\ndone a\n", File.ReadAllText(path));
    }

    [Fact]
    public void The_journal_of_another_plan_is_replaced()
    {
        using (var journal = Journal.Open(path, "sha256:1")) journal.Write(JournalMark.Done, "a");
        using var other = Journal.Open(path, "sha256:2");
        Assert.False(other.IsResumed);
        Assert.False(other.IsDone("a"));
    }

    [Fact]
    public void A_step_is_one_line()
    {
        using var journal = Journal.Open(path, "sha256:1");
        Assert.Throws<ArgumentException>(() => journal.Write(JournalMark.Begin, "a\ndone b"));
    }

    [Fact]
    public async Task A_second_publish_of_one_record_says_whom_it_waits_for_and_can_be_stopped_meanwhile()
    {
        using var platform = new Support.Platform();
        var (first, log) = (new Support.RecordingLog(), new Support.RecordingLog());
        using var stop = new CancellationTokenSource();
        var reached = new ManualResetEventSlim();
        var release = new ManualResetEventSlim();
        var publishing = Task.Run(() => ReleaseStation.PublishAsync(
            platform.Rehearse with { Environment = platform.Environment with { Publisher = "process 4711 of ci on builder" } },
            first,
            _ =>
            {
                reached.Set();
                release.Wait();
            },
            CancellationToken.None));
        reached.Wait(TestContext.Current.CancellationToken);
        var waiting = ReleaseStation.PublishAsync(platform.Rehearse, log, stop.Token);
        while (log.Messages.Count == 0) await Task.Delay(10);
        Assert.StartsWith("waiting for process 4711 of ci on builder, which publishes 1.0.0 to 'release' since ", Assert.Single(log.Messages), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        release.Set();
        Assert.NotNull(await publishing);
    }

    [Fact]
    public async Task A_second_publisher_waits_for_the_first()
    {
        var held = await ReleaseLock.TakeAsync(path + ".lock", "process 1, which publishes 1.0.0", static _ => Assert.Fail("nobody holds it"), CancellationToken.None);
        var waited = new TaskCompletionSource<string>();
        var second = ReleaseLock.TakeAsync(path + ".lock", "process 2", waited.SetResult, CancellationToken.None);
        Assert.Equal("process 1, which publishes 1.0.0", await waited.Task);
        Assert.False(second.IsCompleted);
        held.Dispose();
        (await second).Dispose();
        (await ReleaseLock.TakeAsync(path + ".lock", "process 3", static _ => Assert.Fail("nobody holds it"), CancellationToken.None)).Dispose();
    }
}
