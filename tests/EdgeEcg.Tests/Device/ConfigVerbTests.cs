using EdgeEcg.Tests.Repository;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device;

/// <summary><c>edgeecg config</c> as a technician types it.</summary>
public sealed class ConfigVerbTests
{
    private static string Edgeecg => Path.Combine(TestData.RepositoryRoot, "edgeecg");

    [Fact]
    public async Task Check_names_everything_that_is_wrong_and_the_answer_is_no()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("e.yaml"), "version: 2\ndevice: {id: a b}\nmqtt:\n  prot: 1\n");

        Command check = await Command.Run($"{Edgeecg} config check e.yaml", folder.Path);
        Command json = await Command.Run($"{Edgeecg} config check e.yaml --json", folder.Path);

        Assert.Equal((1, 1), (check.ExitCode, json.ExitCode));
        Assert.StartsWith("e.yaml:2:14: device.id: found 'a b'", check.Errors, StringComparison.Ordinal);
        Assert.Contains("e.yaml:4:3: mqtt.prot: found an unknown", check.Errors, StringComparison.Ordinal);
        Assert.Contains(
            "\"line\":4,\"column\":3,\"key\":\"mqtt.prot\"", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Show_masks_secrets_and_says_where_each_value_comes_from()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("password"), "hunter2");
        File.SetUnixFileMode(folder.File("password"), UnixFileMode.UserRead);
        File.WriteAllText(
            folder.File("e.yaml"),
            "version: 1\ndevice: {id: a}\nmqtt:\n  username: u\n  password_file: password\n"
                + "  tls:\n    insecure: true\n");

        Command show = await Command.Run(
            $"{Edgeecg} config check e.yaml && {Edgeecg} config show e.yaml", folder.Path);
        Command json = await Command.Run($"{Edgeecg} config show e.yaml --json", folder.Path);

        Assert.True(show.ExitCode == 0, show.Errors);
        Assert.Matches(@"mqtt\.password_file +line 5 +\*{8} in .*\(7 bytes, mode 0400\)", show.Output);
        Assert.Matches(@"mqtt\.tls\.verify +line 7 \(mqtt\.tls\.insecure\) +false", show.Output);
        Assert.Matches(@"mqtt\.port +default +1883", show.Output);
        Assert.DoesNotContain("hunter2", show.Output + json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_knows_keys_and_sections_and_suggests_the_nearest()
    {
        Command key = await Command.Run($"{Edgeecg} config explain alarms.pause_ms", "/");
        Command section = await Command.Run($"{Edgeecg} config explain mqtt.tls --json", "/");
        Command unknown = await Command.Run($"{Edgeecg} config explain mqtt.prot", "/");

        Assert.Contains("a whole number from 1000 to 10000 ms", key.Output, StringComparison.Ordinal);
        Assert.Contains("default   2000 ms", key.Output, StringComparison.Ordinal);
        Assert.Contains("\"key\":\"mqtt.tls.ca_file\"", section.Output, StringComparison.Ordinal);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("did you mean mqtt.port?", unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_keeps_the_old_file_and_its_mode_and_has_nothing_to_do_the_second_time()
    {
        using TemporaryFolder folder = new();
        const string old = "version: 1\ndevice: {id: a}\nmqtt: {tls: {enabled: true, insecure: true}}\n";
        File.WriteAllText(folder.File("e.yaml"), old);
        File.SetUnixFileMode(folder.File("e.yaml"), UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Command first = await Command.Run($"{Edgeecg} config migrate e.yaml", folder.Path);
        Command second = await Command.Run($"{Edgeecg} config migrate e.yaml", folder.Path);

        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Contains("mqtt.tls.insecure is now mqtt.tls.verify", first.Output, StringComparison.Ordinal);
        Assert.Equal(old, File.ReadAllText(folder.File("e.yaml.layout-1")));
        Assert.Equal(
            "version: 2\ndevice: {id: a}\nmqtt: {tls: {enabled: true, verify: false}}\n",
            File.ReadAllText(folder.File("e.yaml")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(folder.File("e.yaml")));
        Assert.Contains("nothing to do", second.Output, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }
}
