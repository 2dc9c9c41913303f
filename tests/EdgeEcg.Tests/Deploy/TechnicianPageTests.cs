using System.Text.RegularExpressions;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// Every command of docs/technician.md is typed by <c>./test package</c> as it stands there (its function
/// "shown" refuses one that the page does not have), or there is a reason why not.
/// </summary>
public sealed partial class TechnicianPageTests
{
    private static readonly Dictionary<string, string> NotTyped = new()
    {
        ["sudo /opt/nvidia/jetson-io/jetson-io.py"] = "only a Jetson has it",
        ["systemctl restart edgeecg"] = "the check of real time restarts the unit by its full name",
        ["gpioinfo"] = "needs the lines of a board",
    };

    [Fact]
    public void Every_command_of_the_page_is_typed_in_a_Debian_root_or_excused()
    {
        string page = Read("docs/technician.md");
        string script = Read("deploy/package/test");

        string[] shown = [.. Commands(page).Distinct()];

        Assert.True(shown.Length > 10, string.Join(" | ", shown));
        Assert.All(shown.Except(NotTyped.Keys), command =>
            Assert.Matches($@"(shown|install_package [0-9.]+) ['""]{Regex.Escape(command)}['""]", script));
        Assert.All(NotTyped.Keys, command => Assert.Contains(command, shown));
    }

    private static IEnumerable<string> Commands(string page)
    {
        string[] blocks = [.. Block().Matches(page).Select(block => block.Groups[1].Value)];
        string prose = Block().Replace(page, "");
        return blocks.SelectMany(block => block.Split('\n'))
            .Concat(Inline().Matches(prose).Select(code => code.Groups[1].Value))
            .Select(line => line.Split(" #")[0].Trim())
            .Where(line => Command().IsMatch(line));
    }

    private static string Read(string file) =>
        File.ReadAllText(Path.Combine(TestData.RepositoryRoot, file));

    [GeneratedRegex("```[a-z]*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("`([^`\n]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex("^(sudo|edgeecg|systemctl|journalctl) |^gpioinfo$")]
    private static partial Regex Command();
}
