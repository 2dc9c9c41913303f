using System.IO.Compression;
using System.Text.Json;
using EdgeEcg.Tests.Device.Doctor;
using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.EndToEnd;

/// <summary><c>edgeecg doctor</c> as a technician types it: what is printed, and the exit code.</summary>
public sealed class DoctorVerbTests
{
    private const int DeadPort = 1;
    private const int Width = 80;

    /// <summary>What these say depends on the machine, not on the program.</summary>
    private static readonly string[] OfTheMachine = ["wall clock", "room"];

    [Fact]
    public async Task A_healthy_device_ends_with_0_and_prints_what_the_page_shows()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using TemporaryFolder folder = new();

        Command doctor = await Doctor(folder, broker.Port, "");

        Assert.True(doctor.ExitCode == 0, doctor.Output + doctor.Errors);
        AssertPageShows("### A healthy device", doctor.Output);
    }

    [Fact]
    public async Task A_device_with_two_faults_ends_with_1_and_prints_what_the_page_shows()
    {
        using TemporaryFolder folder = new();

        Command doctor = await Doctor(folder, DeadPort, "--simulate-fault frozen-drdy");

        Assert.True(doctor.ExitCode == 1, doctor.Output + doctor.Errors);
        AssertPageShows("### DRDY on the wrong line, and no broker", doctor.Output);
    }

    [Fact]
    public async Task Json_has_every_check_and_a_bundle_is_written_with_journals_or_why_there_are_none()
    {
        using TemporaryFolder folder = new();

        Command doctor = await Doctor(folder, DeadPort, "--json --bundle b.zip");

        Assert.True(doctor.ExitCode == 1, doctor.Output + doctor.Errors);
        using JsonDocument json = JsonDocument.Parse(doctor.Output);
        JsonElement root = json.RootElement;
        Assert.Equal(("bench", true), (root.GetProperty("device_id").GetString(),
            root.GetProperty("simulated").GetBoolean()));
        JsonElement tcp = Assert.Single(root.GetProperty("checks").EnumerateArray(),
            check => check.GetProperty("name").GetString() == "TCP");
        Assert.Equal("fail", tcp.GetProperty("verdict").GetString());
        Assert.NotEqual("", tcp.GetProperty("remedy").GetString());
        Assert.Equal(1, root.GetProperty("failed").GetInt32());
        using ZipArchive bundle = ZipFile.OpenRead(folder.File("b.zip"));
        foreach (string part in (string[])["journal.txt", "dmesg.txt"])
        {
            using StreamReader text = new(bundle.GetEntry(part)!.Open());
            Assert.Matches(
                @"^## (journalctl|dmesg)[^\n]*\n[\s\S]*\((exit code|not on|given up)", text.ReadToEnd());
        }
    }

    [Fact]
    public async Task A_configuration_that_cannot_be_used_ends_with_2_and_names_the_line()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("edgeecg.yaml"), "version: 2\ndevice: {id: bench}\nsorce: {}\n");

        Command doctor = await Run(folder, "");

        Assert.Equal(2, doctor.ExitCode);
        Assert.Contains("edgeecg.yaml:3:1", doctor.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bundle_that_cannot_be_written_ends_with_3()
    {
        using TemporaryFolder folder = new();

        Command doctor = await Doctor(folder, DeadPort, "--bundle /proc/no/bundle.zip");

        Assert.Equal(3, doctor.ExitCode);
        Assert.Contains("/proc/no", doctor.Errors, StringComparison.Ordinal);
    }

    private static void AssertPageShows(string heading, string printed)
    {
        string page = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "doctor.md"));
        string block = page.Split(heading + "\n")[^1].Split("```text\n")[1].Split("```")[0];

        Assert.DoesNotContain('\u001b', printed);
        Assert.All(printed.Split('\n'), line => Assert.True(line.Length <= Width, line));
        Assert.Equal(Rows(printed), Rows(block));
        Assert.EndsWith("Not a medical device.", printed.TrimEnd(), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Word, string Text)> Rows(string printed) =>
        PrintedChecks.Read(printed).Select(row =>
            OfTheMachine.Contains(row.Name) ? (row.Name, "", "") : row);

    private static Task<Command> Doctor(TemporaryFolder folder, int port, string options)
    {
        File.WriteAllText(folder.File("edgeecg.yaml"), $"""
            version: 2
            device: {"{id: bench}"}
            source: {"{kind: simulated}"}
            storage: {"{folder: "}{folder.Path}{"}"}
            mqtt: {"{host: 127.0.0.1, port: "}{port}{"}"}
            """);
        return Run(folder, options);
    }

    private static Task<Command> Run(TemporaryFolder folder, string options) => Command.Run(
        $"{Path.Combine(TestData.RepositoryRoot, "edgeecg")} doctor --config edgeecg.yaml {options}",
        folder.Path);
}
