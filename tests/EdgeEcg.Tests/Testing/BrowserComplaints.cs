using Microsoft.Playwright;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// What a browser finds wrong with a page: errors of its scripts, breaches of its policy, and whom it asked
/// for anything.
/// </summary>
internal sealed class BrowserComplaints
{
    private readonly List<string> _errors = [];
    private readonly HashSet<string> _hosts = [];

    public BrowserComplaints(IPage page)
    {
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
            {
                _errors.Add(said.Text);
            }
        };
        page.PageError += (_, error) => _errors.Add(error);
        page.Request += (_, request) =>
        {
            Uri asked = new(request.Url);
            if (asked.Scheme != "data")
            {
                _hosts.Add(asked.Authority);
            }
        };
    }

    /// <param name="authority">Of the page itself: the only one that may have been asked.</param>
    public void AssertNone(string authority)
    {
        Assert.Empty(_errors);
        Assert.Equal([authority], _hosts);
    }
}
