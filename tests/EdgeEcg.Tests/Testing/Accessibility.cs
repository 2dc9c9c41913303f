using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Testing;

/// <summary>axe-core over a page as it stands: contrast, names, roles, landmarks.</summary>
internal static class Accessibility
{
    public static async Task AssertClean(IPage page)
    {
        AxeResult found = await page.RunAxe();

        Assert.True(found.Passes.Length > 0, "axe-core looked at nothing");
        Assert.Empty(found.Violations.SelectMany(violation => violation.Nodes.Select(
            node => $"{violation.Id}: {violation.Help}: {node.Html}")));
    }
}
