using Deque.AxeCore.Playwright;

using Legion.Build.Artifacts.Pages.Report;

using Microsoft.Playwright;

namespace Legion.Build.Pages.Tests;

/// <summary>The report in a real headless Chromium. LEGION_SCREENSHOTS=FOLDER keeps what it looked like.</summary>
public sealed class ReportInBrowserTests
{
    private static readonly string[] Browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    [Theory]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    [InlineData(1600, ColorScheme.Light)]
    [InlineData(1600, ColorScheme.Dark)]
    public async Task The_report_fits_the_screen_and_passes_the_accessibility_check(int width, ColorScheme scheme)
    {
        await using var shown = await Shown.OpenAsync(ReportPage.Html(Platform.Report(published: true)), width, scheme);
        Assert.Equal(width, await shown.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        var checks = await shown.Page.RunAxe();
        Assert.Empty(checks.Violations.Select(static v => $"{v.Id}: {v.Help}: {string.Join(", ", v.Nodes.Select(static n => n.Html))}"));
        Assert.Empty(shown.Errors);
        await shown.KeepAsync($"report-{width}-{scheme}.png".ToLowerInvariant());
    }

    [Fact]
    public async Task The_report_asks_for_nothing_outside_itself_and_prints()
    {
        await using var shown = await Shown.OpenAsync(ReportPage.Html(Platform.Report(published: false)), 1200, ColorScheme.Light);
        Assert.Equal(["about:blank"], shown.Requests.DefaultIfEmpty("about:blank"));
        var pdf = await shown.Page.PdfAsync(new() { Format = "A4" });
        Assert.True(pdf.Length > 10_000);
        await shown.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await shown.KeepAsync("report-print.png");
    }

    [Fact]
    public async Task Paper_is_white_and_keeps_the_bars_even_where_the_screen_is_dark()
    {
        await using var shown = await Shown.OpenAsync(ReportPage.Html(Platform.Report(published: true)), 1200, ColorScheme.Dark);
        var dark = await Style("fill", ".graph .image rect");
        await shown.Page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Dark });
        Assert.NotEqual(dark, await Style("fill", ".graph .image rect"));
        Assert.Equal("rgb(255, 255, 255)", await Style("background-color", "body"));
        Assert.Equal("exact", await Style("print-color-adjust", ".track i"));
        Assert.Equal("exact", await Style("print-color-adjust", ".kind"));

        Task<string> Style(string property, string of) =>
            shown.Page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{of}')).getPropertyValue('{property}')");
    }

    [Fact]
    public async Task What_names_and_instructions_contain_is_text_never_markup()
    {
        await using var shown = await Shown.OpenAsync(ReportPage.Html(Platform.Report(published: true)), 1200, ColorScheme.Light);
        Assert.Contains("A platform for <machine> learning & serving", await shown.Page.InnerTextAsync("header"), StringComparison.Ordinal);
        Assert.Contains("<&> \"quoted\"", await shown.Page.InnerTextAsync(".layers >> nth=0"), StringComparison.Ordinal);
    }

    private sealed class Shown : IAsyncDisposable
    {
        private readonly IPlaywright playwright;
        private readonly IBrowser browser;

        private Shown(IPlaywright playwright, IBrowser browser, IPage page) => (this.playwright, this.browser, Page) = (playwright, browser, page);

        public IPage Page { get; }

        public List<string> Errors { get; } = [];

        public List<string> Requests { get; } = [];

        public static async Task<Shown> OpenAsync(string html, int width, ColorScheme scheme)
        {
            var executable = Browsers.FirstOrDefault(File.Exists);
            if (executable is null) Assert.Skip("needs chromium: apt-get install chromium");
            var driver = await Playwright.CreateAsync();
            var chromium = await driver.Chromium.LaunchAsync(new()
            {
                ExecutablePath = executable,
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
            var page = await chromium.NewPageAsync(new() { ViewportSize = new() { Width = width, Height = 1000 }, ColorScheme = scheme });
            var shown = new Shown(driver, chromium, page);
            page.Console += (_, message) => shown.Errors.Add(message.Text);
            page.PageError += (_, error) => shown.Errors.Add(error);
            page.Request += (_, request) => shown.Requests.Add(request.Url);
            await page.SetContentAsync(html);
            return shown;
        }

        public async Task KeepAsync(string name)
        {
            if (Environment.GetEnvironmentVariable("LEGION_SCREENSHOTS") is { Length: > 0 } folder)
            {
                await Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name), FullPage = true });
            }
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }
    }
}
