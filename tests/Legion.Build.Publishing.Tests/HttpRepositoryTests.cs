using System.Net;
using Legion.Build.Publishing.Tests.Support;
using Legion.Build.TestServers;

namespace Legion.Build.Publishing.Tests;

public sealed class HttpRepositoryTests : IDisposable
{
    private const string Manifest = """
        apiVersion: legion.build/v1
        product: Legion
        channels:
          release: { versions: stable }
        repositories:
          charts: { type: helm-http, url: https://nexus.example.org/helm/ }
          python: { type: pypi, url: https://nexus.example.org/pypi/ }
        publish:
          charts: { release: charts }
          python: { release: python }
        charts:
          legion: { path: helms/legion }
        python:
          legion: { path: sdk }
        """;

    private readonly Platform platform = new(Manifest);
    private readonly RecordingLog log = new();

    public void Dispose() => platform.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Charts_and_packages_arrive_and_a_second_publish_sends_nothing(bool json)
    {
        using var server = new PackageServer { AnswersJson = json };
        Assert.NotNull(await PublishAsync(server));
        Assert.Equal(["/helm/legion-1.0.0.tgz"], server.Charts.Keys);
        Assert.Equal(["legion-1.0.0-py3-none-any.whl", "legion-1.0.0.tar.gz"], server.Files.Keys.Order(StringComparer.Ordinal));
        var uploads = server.Requests.Count(static r => r[0] == 'P');

        Assert.NotNull(await PublishAsync(server));

        Assert.Equal(3, uploads);
        Assert.Equal(uploads, server.Requests.Count(static r => r[0] == 'P'));
    }

    [Fact]
    [Trips]
    public async Task Other_bytes_are_refused_where_the_server_would_take_them()
    {
        using var server = new PackageServer();
        Assert.NotNull(await PublishAsync(server));
        platform.Build("changed");
        var before = server.Requests.Count(static r => r[0] == 'P');
        Assert.Null(await PublishAsync(server));
        Assert.Equal(["LEGION513", "LEGION513", "LEGION513"], log.Ids);
        Assert.Equal(before, server.Requests.Count(static r => r[0] == 'P'));
    }

    [Theory]
    [InlineData("408")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("503")]
    [InlineData("504")]
    [InlineData("429 after")]
    [InlineData("503 after")]
    [InlineData("lost answer")]
    [InlineData("cut line")]
    public async Task A_passing_trouble_at_every_upload_is_overcome_in_a_bounded_number_of_requests(string trouble)
    {
        using var server = new PackageServer();
        for (var i = 0; i < 2; i++) server.Trouble((context, take) => Meet(context, take, trouble));
        Assert.True(await PublishAsync(server) is not null, log.Everything);
        Assert.Equal(2, server.Files.Count);
        Assert.Single(server.Charts);
        Assert.InRange(server.Requests.Count, 8, 40);
    }

    [Theory]
    [InlineData("page")]
    [InlineData("redirect")]
    [InlineData("403")]
    [InlineData("413")]
    public async Task A_lasting_trouble_is_one_clear_error(string trouble)
    {
        using var server = new PackageServer();
        for (var i = 0; i < 3; i++) server.Trouble((context, take) => Meet(context, take, trouble));
        Assert.Null(await PublishAsync(server));
        Assert.Single(log.Diagnostics);
        Assert.Empty(server.Charts);
        Assert.Empty(server.Files);
    }

    [Fact]
    [Trips]
    public async Task Wrong_credentials_are_an_error_that_names_the_variables_and_never_the_secret()
    {
        using var server = new PackageServer { Password = "another" };
        Assert.Null(await PublishAsync(server));
        Assert.All(log.Diagnostics, static d => Assert.Equal("LEGION512", d.Rule.Id));
        Assert.Contains("LEGION_PYTHON_PASSWORD", log.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret-canary", log.Everything, StringComparison.Ordinal);
        Assert.DoesNotContain(server.Requests, static r => r[0] == 'P');
    }

    [Fact]
    [Trips]
    public async Task A_server_that_is_not_there_is_said_so_for_every_repository_at_once()
    {
        foreach (var name in (string[])["CHARTS", "PYTHON"]) platform.Variables[$"LEGION_{name}_URL"] = "http://127.0.0.1:9/";
        Assert.Null(await ReleaseStation.PublishAsync(Request(), log, CancellationToken.None));
        Assert.Equal(["LEGION510", "LEGION510"], log.Ids);
    }

    [Fact]
    [Trips]
    public async Task A_plan_says_whom_it_asks_and_shows_what_is_known_where_nobody_answers()
    {
        using var server = new PackageServer();
        await LeadToAsync(server);
        platform.Variables["LEGION_CHARTS_URL"] = "http://127.0.0.1:9/";
        Assert.Null(await ReleaseStation.PlanAsync(Request(), log, CancellationToken.None));
        Assert.All(log.Ids, static id => Assert.Equal("LEGION510", id));
        Assert.EndsWith("/legacy/), 'charts' (http://127.0.0.1:9/) what stands there already", log.Messages.First(static m => m.StartsWith("asking", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains(log.Messages, static m => m.StartsWith("commit ", StringComparison.Ordinal) && m.EndsWith("unknown: does not answer", StringComparison.Ordinal));
        Assert.Contains(log.Messages, static m => m.StartsWith("commit ", StringComparison.Ordinal) && m.EndsWith(" new", StringComparison.Ordinal));
        Assert.Contains("no plan yet", log.Messages[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(platform.Output, "plan.json")));
    }

    [Fact]
    public async Task Plain_http_to_another_machine_needs_to_be_said()
    {
        platform.Variables["LEGION_CHARTS_URL"] = "http://nexus.example.org/helm/";
        platform.Variables["LEGION_PYTHON_URL"] = "http://nexus.example.org/pypi/";
        Assert.Null(await ReleaseStation.PublishAsync(Request(), log, CancellationToken.None));
        Assert.All(log.Diagnostics, static d => Assert.Contains("insecure: true", d.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_stand_in_no_log_journal_or_record()
    {
        using var server = new PackageServer();
        server.Trouble(static (context, take) => Meet(context, take, "503"));
        Assert.NotNull(await PublishAsync(server));
        Assert.DoesNotContain("s3cret-canary", log.Everything, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(platform.Root, "*", SearchOption.AllDirectories).Where(static f => !f.EndsWith(".netrc", StringComparison.Ordinal)))
            Assert.DoesNotContain("s3cret-canary", await File.ReadAllTextAsync(file), StringComparison.Ordinal);
    }

    private static bool Meet(HttpListenerContext context, Action take, string trouble)
    {
        switch (trouble)
        {
            case "lost answer":
                take();
                Cut(context);
                return true;
            case "cut line":
                Cut(context);
                return true;
            case "page":
                context.Response.ContentType = "text/html";
                context.Response.OutputStream.Write("<html>log in</html>"u8);
                break;
            case "redirect":
                context.Response.StatusCode = 302;
                context.Response.RedirectLocation = "http://127.0.0.1:9/elsewhere";
                break;
            default:
                context.Response.StatusCode = int.Parse(trouble[..3], System.Globalization.CultureInfo.InvariantCulture);
                if (trouble.EndsWith("after", StringComparison.Ordinal)) context.Response.Headers["Retry-After"] = "1";
                break;
        }

        context.Response.Close();
        return true;
    }

    // Half an answer: the listener would end an empty one politely.
    private static void Cut(HttpListenerContext context)
    {
        context.Response.ContentLength64 = 100;
        context.Response.OutputStream.Write("half"u8);
        context.Response.OutputStream.Flush();
        context.Response.Abort();
    }

    private async Task<Records.ReleaseRecord?> PublishAsync(PackageServer server)
    {
        await LeadToAsync(server);
        return await ReleaseStation.PublishAsync(Request(), log, CancellationToken.None);
    }

    private async Task LeadToAsync(PackageServer server)
    {
        platform.Variables["LEGION_CHARTS_URL"] = server.Url + "helm/";
        platform.Variables["LEGION_PYTHON_URL"] = server.Url + "legacy/";
        platform.Variables["LEGION_PYTHON_INDEX"] = server.Url + "simple/";
        // One from a variable, one from where curl's and pip's users keep it.
        platform.Variables["LEGION_PYTHON_USERNAME"] = "ci";
        platform.Variables["LEGION_PYTHON_PASSWORD"] = "s3cret-canary";
        await File.WriteAllTextAsync(Path.Combine(platform.Root, "home", ".netrc"), "machine 127.0.0.1 login ci password s3cret-canary\n");
    }

    private ReleaseRequest Request() => platform.Request with { Environment = platform.Environment with { Time = new HurriedTime() } };
}
