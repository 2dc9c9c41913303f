using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Monitor.Configuration;

public sealed class ConfigurationMigrationTests
{
    private const string Layout1 = """
        version: 1   # from the bench
        device:
          id: bench-7
        mqtt:
          tls:
            enabled: true
            # only until the CA is there
            insecure: true
        """;

    [Fact]
    public void Older_layout_is_read_under_its_old_names()
    {
        MonitorConfiguration configuration = ConfigurationFile.Parse("/etc/e.yaml", Layout1);

        Assert.True(configuration.Mqtt.Tls!.Insecure);
        Assert.Equal(1, configuration.Effective.Layout);
    }

    [Theory]
    [InlineData("version: 1", "verify: true", "an unknown key")]
    [InlineData("version: 2", "insecure: true", "an unknown key")]
    [InlineData("version: 1", "insecure: perhaps", "'perhaps'")]
    public void Names_and_places_in_messages_are_those_of_the_file(string version, string key, string found)
    {
        string text = Layout1.Replace("version: 1", version, StringComparison.Ordinal)
            .Replace("insecure: true", key, StringComparison.Ordinal);

        ConfigurationException refusal =
            Assert.Throws<ConfigurationException>(() => ConfigurationFile.Parse("/etc/e.yaml", text));

        ConfigurationFinding finding = Assert.Single(refusal.Findings);
        Assert.Equal(("mqtt.tls." + key.Split(':')[0], 8), (finding.Key, finding.Line));
        Assert.Equal(found, finding.Found);
    }

    [Fact]
    public void Migrated_text_says_the_same_and_keeps_comments_and_order()
    {
        ConfigurationMigration migration = ConfigurationMigration.Of("/etc/e.yaml", Layout1);

        Assert.Equal(
            Layout1.Replace("version: 1", "version: 2", StringComparison.Ordinal)
                .Replace("insecure: true", "verify: false", StringComparison.Ordinal),
            migration.Text);
        Assert.Equal(["mqtt.tls.insecure is now mqtt.tls.verify"], migration.Changes);
    }

    [Theory]
    [InlineData("{version: 1, device: {id: a}, mqtt: {tls: {insecure: false}}}",
        "{version: 2, device: {id: a}, mqtt: {tls: {verify: true}}}")]
    [InlineData("version: '1'\r\ndevice:\r\n  id: a\r\nmqtt:\r\n  tls:\r\n    \"insecure\": 'true'\r\n",
        "version: 2\r\ndevice:\r\n  id: a\r\nmqtt:\r\n  tls:\r\n    verify: false\r\n")]
    [InlineData("mqtt:\n  tls:\n    insecure:\ndevice:\n  id: a\nversion: 1",
        "mqtt:\n  tls:\n    verify:\ndevice:\n  id: a\nversion: 2")]
    [InlineData("version: 1\ndevice:\n  id: a", "version: 2\ndevice:\n  id: a")]
    public void Every_way_of_writing_is_migrated(string before, string after)
    {
        Assert.Equal(after, ConfigurationMigration.Of("/etc/e.yaml", before).Text);
    }

    [Fact]
    public void File_in_the_present_layout_is_left_alone()
    {
        string example = ConfigurationDocuments.Example();

        ConfigurationMigration migration = ConfigurationMigration.Of("/etc/e.yaml", example);

        Assert.Same(example, migration.Text);
        Assert.Empty(migration.Changes);
    }

    [Fact]
    public void Every_migration_leads_from_a_name_that_is_gone_to_one_in_the_same_section_that_is_there()
    {
        string[] present = [.. ConfigurationKeys.All.Select(k => k.Path)];

        Assert.NotEmpty(ConfigurationMigrations.All);
        Assert.All(ConfigurationMigrations.All, migration =>
        {
            Assert.DoesNotContain(migration.From, present);
            Assert.Contains(migration.To, present);
            Assert.Equal(
                migration.From[..migration.From.LastIndexOf('.')],
                migration.To[..migration.To.LastIndexOf('.')]);
            Assert.InRange(migration.LastVersion, 1, ConfigurationKeys.CurrentVersion - 1);
            Assert.Contains(
                $"`{migration.From}` | `{migration.To}`", ConfigurationDocuments.Reference(),
                StringComparison.Ordinal);
        });
    }
}
