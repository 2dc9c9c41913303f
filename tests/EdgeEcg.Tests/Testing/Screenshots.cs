using Microsoft.Playwright;

namespace EdgeEcg.Tests.Testing;

/// <summary>Pictures of pages for people to look at, in <c>artifacts/screenshots</c>.</summary>
internal static class Screenshots
{
    public static string Folder { get; } = Directory.CreateDirectory(
        Path.Combine(TestData.RepositoryRoot, "artifacts", "screenshots")).FullName;

    public static Task Take(IPage page, string name) => page.ScreenshotAsync(
        new() { Path = Path.Combine(Folder, $"{name}.png"), FullPage = true });
}
