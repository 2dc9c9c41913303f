using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

public sealed class ReadmeTests
{
    private static readonly string[] Scripts = ["./edgeecg", "./edgeecg-train", "./test"];

    public static TheoryData<string> CommandsRunHere => [.. ReadmeCommands.RunHere];

    [Fact]
    public void Every_command_that_the_readme_shows_is_run_by_a_test_or_excused_with_a_reason()
    {
        string readme = Path.Combine(TestData.RepositoryRoot, "README.md");
        Assert.SkipUnless(File.Exists(readme), "there is no README.md yet");

        string[] shown = [.. CommandsIn(File.ReadAllLines(readme))];

        Assert.NotEmpty(shown);
        Assert.Empty(shown.Except(ReadmeCommands.RunHere).Except(ReadmeCommands.NotRunHere.Keys));
    }

    [Fact]
    public void Commands_are_found_in_blocks_with_or_without_a_prompt_and_a_comment()
    {
        string[] readme =
        [
            "Run `./edgeecg demo`:",
            "```console", "$ ./edgeecg demo   # four minutes", "12 beats", "./test", "```",
            "./edgeecg outside",
            "```csharp", "./edgeecg code", "```",
            "```sh", "./edgeecg-train fit \\", "  --seed 7", "```",
        ];

        Assert.Equal(["./edgeecg demo", "./test", "./edgeecg-train fit --seed 7"], CommandsIn(readme));
    }

    [Theory]
    [MemberData(nameof(CommandsRunHere))]
    public async Task Readme_command_ends_with_0(string commandLine)
    {
        using TemporaryFolder folder = new();

        Command command = await Command.Run(FromAnyFolder(commandLine), folder.Path);

        Assert.True(command.ExitCode == 0, $"{commandLine} ended with {command.ExitCode}: {command.Errors}");
    }

    // A command is written as typed in the repository; it is run elsewhere so that what it writes is not left
    // there.
    private static string FromAnyFolder(string commandLine)
    {
        const string Data = "../shared/data";
        bool needsData = commandLine.Contains(Data, StringComparison.Ordinal);
        string here = needsData ? commandLine.Replace(Data, TestData.Require(".")) : commandLine;
        return Path.Combine(TestData.RepositoryRoot, here[2..]);
    }

    private static IEnumerable<string> CommandsIn(IReadOnlyList<string> markdown)
    {
        string? language = null;
        string continued = "";
        foreach (string raw in markdown)
        {
            string line = raw.Trim();
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                language = language is null ? line[3..] : null;
                continue;
            }

            string command = continued + line.TrimStart('$', ' ');
            continued = command.EndsWith('\\') ? command[..^1] : "";
            bool isShown = language is "console" or "sh" or "bash" or "" && continued.Length == 0;
            if (isShown && Scripts.Contains(command.Split(' ')[0]))
            {
                yield return command.Split(" #")[0].TrimEnd();
            }
        }
    }
}
