using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Monitor.Configuration;

namespace EdgeEcg.Tests.Device.Provisioning;

public sealed class MutatedProvisioningTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_126;
    private const int Files = 200;

    private const string Whole = """
        version: 2
        device:
          id: ward-3-07
          name: Ward 3
        source:
          kind: simulated
        mqtt:
          host: broker.lan
          port: 8883
          username: ward-3-07
          tls:
            enabled: true
            ca_file: ca.pem
            certificate_file: client.pem
            key_file: client.key
        page:
          enabled: false
        provision:
          mqtt_password: correct horse
          wipe: true
        """;

    [Fact]
    public void Mutated_files_provision_a_device_wholly_or_not_at_all()
    {
        Random random = new(Seed);
        using Stick untouched = Stick.WithCertificates(Whole);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < Files; round++)
        {
            using Stick stick = untouched.Copy();
            File.WriteAllText(stick.ProvisionFile, MutatedText.Of(Whole, random));
            if (round % 4 == 3)
            {
                MutateFile(stick, random);
            }

            Exception? outcome = Record.Exception(() => stick.Provision());

            Assert.True(
                outcome is null or ConfigurationException, $"seed {Seed}, round {round}: {outcome}");
            _ = outcome is null ? taken++ : refused++;
            ProvisionTests.AssertWholeOrAbsent(stick);
            Assert.Equal(outcome is null, File.Exists(stick.OnDevice("/etc/edgeecg/edgeecg.yaml")));
            Assert.All(
                (outcome as ConfigurationException)?.Findings ?? [],
                finding => Assert.Matches(
                    @"(?s)^/.*:\d+:\d+: .*found .+, expected .+\.$", finding.ToString()));
        }

        output.WriteLine($"seed {Seed}: {Files} files, {taken} taken, {refused} refused");
        Assert.True(taken > Files / 20 && refused > Files / 4, $"{taken} taken, {refused} refused");
    }

    private static void MutateFile(Stick stick, Random random)
    {
        string[] files = ["ca.pem", "client.pem", "client.key"];
        string file = stick[files[random.Next(files.Length)]];
        byte[] content = File.ReadAllBytes(file);
        content[random.Next(content.Length)] ^= (byte)(1 << random.Next(8));
        File.WriteAllBytes(file, content[..random.Next(content.Length / 2, content.Length)]);
    }
}
