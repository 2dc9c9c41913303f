using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Repository;

public sealed class ScriptTests
{
    private static string Root => TestData.RepositoryRoot;

    [Fact]
    public async Task A_script_works_from_another_folder_through_a_symbolic_link()
    {
        using TemporaryFolder folder = new();
        File.CreateSymbolicLink(folder.File("tests"), Path.Combine(Root, "test"));

        Command help = await Command.Run("./tests --help", folder.Path);

        Assert.Equal(0, help.ExitCode);
        Assert.Contains("./test bench", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_word_for_test_is_bad_usage()
    {
        Command test = await Command.Run("./test everything", Root);

        Assert.Equal(2, test.ExitCode);
        Assert.Contains("'everything' is neither", test.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./edgeecg --packages")]
    [InlineData("./edgeecg-train --packages no/such/feed")]
    [InlineData("./test --packages no/such/feed")]
    public async Task A_package_source_that_is_none_is_bad_usage(string command)
    {
        Command script = await Command.Run(command, Root);

        Assert.Equal(2, script.ExitCode);
        Assert.Contains("--packages", script.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_sdk_is_one_sentence_and_exit_code_3()
    {
        Command setup = await Command.Run(
            $"root='{Root}'; . deploy/setup.sh; has_command() {{ false; }}; DOTNET_ROOT= HOME=/; "
                + "compgen() { false; }; require_dotnet",
            Root);

        Assert.Equal(3, setup.ExitCode);
        Assert.Single(setup.Errors.TrimEnd().Split('\n'));
        Assert.Contains(".NET 10 SDK", setup.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_changed_after_the_last_build_is_built_again()
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.File("src"));
        await File.WriteAllTextAsync(folder.File("src/A.cs"), "", TestContext.Current.CancellationToken);
        const string Ask = "&& echo fresh || echo stale; ";

        Command answers = await Command.Run(
            $"root=$PWD; . '{Root}/deploy/setup.sh'; "
                + "is_fresh \"$PWD/stamp\" src " + Ask
                + "touch -d '+1 hour' stamp; is_fresh \"$PWD/stamp\" src " + Ask
                + "touch -d '+2 hours' src/A.cs; is_fresh \"$PWD/stamp\" src " + Ask
                + "rm src/A.cs; touch -d '-1 hour' stamp; is_fresh \"$PWD/stamp\" src " + Ask,
            folder.Path);

        Assert.Equal("stale\nfresh\nstale\nstale\n", answers.Output);
    }
}
