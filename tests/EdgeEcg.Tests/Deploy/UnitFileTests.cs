using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Deploy;

/// <summary>
/// What can be said of the units without a systemd that runs; <c>./test package</c> starts them.
/// </summary>
public sealed class UnitFileTests
{
    private static string Root => TestData.RepositoryRoot;

    [Fact]
    public async Task Exposure_of_the_daemon_is_2_at_most()
    {
        await Require("systemd-analyze");

        Command score = await Command.Run(
            "systemd-analyze security --offline=true --threshold=20 systemd/edgeecg.service", Root);

        Assert.True(score.ExitCode == 0, score.Output + score.Errors);
    }

    [Fact]
    public async Task Units_are_understood_without_a_warning()
    {
        await Require("systemd-analyze");
        using TemporaryFolder folder = new();

        // The programs are not installed here, and what would be said about that is not of interest.
        Command verify = await Command.Run(
            $"cp '{Root}'/systemd/*.service '{Root}'/systemd/*.path . && "
                + "sed -i 's#^ExecStart=[^ ]*#ExecStart=/bin/true#; /^Documentation=/d' *.service *.path && "
                + "systemd-analyze verify --man=no "
                + "./edgeecg.service ./edgeecg-firstboot.service ./edgeecg.path",
            folder.Path);

        Assert.True(verify.ExitCode == 0, verify.Errors);
        Assert.DoesNotContain("edgeecg", verify.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Daemon_is_started_for_ever_and_watched()
    {
        string unit = File.ReadAllText(Path.Combine(Root, "systemd", "edgeecg.service"));

        string[] settings = ["Type=notify", "Restart=always", "StartLimitIntervalSec=0", "WatchdogSec=60"];
        Assert.All(settings, setting => Assert.Matches($"(?m)^{setting}$", unit));
    }

    [Theory]
    [InlineData("postinst")]
    [InlineData("prerm")]
    [InlineData("postrm")]
    [InlineData("firstboot")]
    [InlineData("build")]
    [InlineData("test")]
    public async Task Scripts_of_the_package_are_free_of_errors_of_syntax(string script)
    {
        string interpreter = script is "build" or "test" ? "bash" : "sh";

        Command check = await Command.Run($"{interpreter} -n deploy/package/{script}", Root);

        Assert.True(check.ExitCode == 0, check.Errors);
    }

    private static async Task Require(string program)
    {
        Command found = await Command.Run($"command -v {program}", Root);
        Assert.SkipUnless(found.ExitCode == 0, $"needs {program} of systemd");
    }
}
