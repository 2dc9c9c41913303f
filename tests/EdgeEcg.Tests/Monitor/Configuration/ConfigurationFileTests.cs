using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Mqtt;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Configuration;

public sealed class ConfigurationFileTests
{
    private const string Smallest = """
        version: 2
        device:
          id: bench-7
        """;

    [Fact]
    public void Smallest_file_gets_every_default()
    {
        MonitorConfiguration configuration = Parse(Smallest);

        Assert.Equal(new DeviceConfiguration("bench-7", "bench-7"), configuration.Device);
        Assert.Equal((SourceKind.Ads1292, 500), (configuration.Source.Kind, configuration.Source.RateSps));
        Assert.Equal((6, 6), (configuration.Source.Channel1Gain, configuration.Source.Channel2Gain));
        Assert.Equal("/dev/spidev0.0", configuration.Source.Ads1292.SpiDevice);
        Assert.Null(configuration.Source.Ads1292.ResetLine);
        Assert.Null(configuration.Model.Folder);
        Assert.Equal(("localhost", 1883), (configuration.Mqtt.Host, configuration.Mqtt.Port));
        Assert.Equal(
            ("edgeecg", "edgeecg-bench-7"), (configuration.Mqtt.BaseTopic, configuration.Mqtt.ClientId));
        Assert.Null(configuration.Mqtt.Tls);
        Assert.Equal(
            new AlarmConfiguration(2000, 20, 40, 150, 20, AlarmLatching.Heart, 60), configuration.Alarms);
        Assert.Equal(new PublishConfiguration(5, 60, 5000, 5000), configuration.Publish);
    }

    [Fact]
    public void Every_error_of_a_file_is_reported_at_once_with_its_place()
    {
        const string text = """
            version: 2
            device:
              id: bad id
            source:
              kind: record
              rate_sps: 300
            mqtt:
              prot: 1883
              keep_alive_s: soon
              tls:
                certificate_file: device.pem
            publish: [1, 2]
            """;

        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => Parse(text));

        Assert.Equal(
            [
                "/etc/e.yaml:1:1: source.record.path: found nothing, "
                    + "expected a record, because source.kind is record.",
                "/etc/e.yaml:1:1: mqtt.tls.enabled: found TLS files while it is false, "
                    + "expected true, or no TLS files.",
                "/etc/e.yaml:3:7: device.id: found 'bad id', expected 1 to 64 letters, digits, '_' or '-'.",
                "/etc/e.yaml:6:13: source.rate_sps: found '300', "
                    + "expected one of 125, 250, 500, 1000, 2000, 4000, 8000 samples per second.",
                "/etc/e.yaml:8:3: mqtt.prot: found an unknown key, "
                    + "expected a known key (did you mean mqtt.port?).",
                "/etc/e.yaml:9:17: mqtt.keep_alive_s: found 'soon', "
                    + "expected a whole number from 5 to 3600 seconds.",
                "/etc/e.yaml:11:23: mqtt.tls.certificate_file: found it alone, "
                    + "expected mqtt.tls.key_file as well.",
                "/etc/e.yaml:12:10: publish: found a list, expected a section with keys.",
            ],
            refusal.Message.Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("version: 3", "version")]
    [InlineData("version: 0", "version")]
    [InlineData("version:", "version")]
    [InlineData("", "version")]
    [InlineData("version: 1", "device.id")]
    public void Required_key_that_is_missing_or_of_another_version_is_named(string text, string key)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(() => Parse(text));

        Assert.Contains(refusal.Findings, f => f.Key == key);
    }

    [Theory]
    [InlineData("mqtt:\n  hosst: a", "mqtt.host?")]
    [InlineData("mqtt:\n  rate_sps: 500", "source.rate_sps?")]
    [InlineData("mqqt:\n  host: a", "mqtt?")]
    [InlineData("source:\n  ads1292:\n    drdy_lines: 5", "source.ads1292.drdy_line?")]
    [InlineData("mqtt:\n  frobnicate: 5", "docs/configuration.md")]
    public void Unknown_key_gets_the_nearest_known_one(string text, string suggestion)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(
            () => Parse(Smallest + "\n" + text));

        ConfigurationFinding finding = Assert.Single(refusal.Findings);
        Assert.Contains(suggestion, finding.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqtt: {port: 1, port: 2}", "a second time")]
    [InlineData("mqtt:\n  host: {a: b}", "a section")]
    [InlineData("mqtt: 5", "'5'")]
    [InlineData("mqtt:\n  host: *alias", "an alias")]
    [InlineData("mqtt:\n\thost: a", "broken YAML")]
    [InlineData("mqtt: [", "broken YAML")]
    [InlineData("---\nversion: 1", "a second document")]
    [InlineData("? [a]\n: b", "a key that is no text")]
    public void Yaml_that_has_no_place_here_is_refused(string text, string found)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(
            () => Parse(Smallest + "\n" + text));

        Assert.Contains(refusal.Findings, f => f.Found.Contains(found, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("source:\n  ads1292:\n    reset_line: 25", "source.ads1292.reset_line")]
    [InlineData("source:\n  ads1292: {reset_line: 5, start_line: 5}", "source.ads1292.start_line")]
    [InlineData("mqtt:\n  password_file: secret", "mqtt.password_file")]
    [InlineData("mqtt:\n  tls: {enabled: true, key_file: k}", "mqtt.tls.key_file")]
    [InlineData("mqtt:\n  base_topic: a/#", "mqtt.base_topic")]
    [InlineData("mqtt:\n  base_topic: /a", "mqtt.base_topic")]
    [InlineData("mqtt:\n  tls: {enabled: yes}", "mqtt.tls.enabled")]
    [InlineData("source:\n  simulated: {speed: NaN}", "source.simulated.speed")]
    [InlineData("source:\n  gain: {channel_1: 5}", "source.gain.channel_1")]
    [InlineData("source:\n  kind: ADS1292", "source.kind")]
    public void Value_that_cannot_work_is_reported_at_its_key(string text, string key)
    {
        ConfigurationException refusal = Assert.Throws<ConfigurationException>(
            () => Parse(Smallest + "\n" + text));

        Assert.Equal(key, Assert.Single(refusal.Findings).Key);
    }

    [Fact]
    public void Paths_are_relative_to_the_file_and_secrets_come_from_theirs()
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("secret"), "hunter2\r\nsecond line");
        File.WriteAllText(
            folder.File("edgeecg.yaml"),
            Smallest + """

            mqtt:
              username: monitor
              password_file: secret
              tls:
                enabled: true
                ca_file: ca.pem
            """);

        MqttConfiguration mqtt = ConfigurationFile.Load(folder.File("edgeecg.yaml")).Mqtt;
        MqttOptions options = mqtt.ToLinkOptions();

        Assert.Equal(("monitor", "hunter2"), (options.Username, options.Password));
        Assert.Equal(folder.File("ca.pem"), options.Tls!.CaFile);
        Assert.Equal("edgeecg-bench-7", options.ClientId);
    }

    [Fact]
    public void File_that_is_missing_is_one_sentence()
    {
        ConfigurationException refusal =
            Assert.Throws<ConfigurationException>(() => ConfigurationFile.Load("/nowhere/edgeecg.yaml"));

        Assert.StartsWith(
            "/nowhere/edgeecg.yaml:1:1: found no way to read it", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Environment.NewLine, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void File_that_is_no_text_is_refused()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.File("e.yaml"), [0xFF, 0xFE, 0x80, 0x81]);

        Assert.Throws<ConfigurationException>(() => ConfigurationFile.Load(folder.File("e.yaml")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\nsecond line only")]
    public void Empty_secret_is_refused(string content)
    {
        using TemporaryFolder folder = new();
        File.WriteAllText(folder.File("secret"), content);

        Assert.Throws<ConfigurationException>(() => SecretFile.Read(folder.File("secret")));
    }

    private static MonitorConfiguration Parse(string text) => ConfigurationFile.Parse("/etc/e.yaml", text);
}
