using System.IO.Compression;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Doctor;

public sealed class SupportBundleTests
{
    private const string Password = "correct-horse-battery";

    [Fact]
    public void A_bundle_holds_report_configuration_and_errors_and_no_secret_wherever_it_stood()
    {
        using TemporaryFolder secrets = new();
        File.WriteAllText(secrets.File("password"), Password + "\n");
        using DoctorBench bench = new(1, "username: ecg", $"password_file: {secrets.File("password")}");
        Directory.CreateDirectory(bench.Folder.File("state"));
        File.WriteAllText(bench.Folder.File("state/last-errors.txt"), $"""
            login with {Password} refused
            proxy http://me:hunter22@proxy:3128
            token: abcdef012345
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49
            -----END PRIVATE KEY-----
            the broker is away
            """);
        DoctorReport report = new()
        {
            DeviceId = "bench", Time = DateTimeOffset.UnixEpoch, Version = "1", Simulated = true, Checks = [],
        };

        SupportBundle.Write(bench.Folder.File("b.zip"), report, bench.Configuration);

        using ZipArchive archive = ZipFile.OpenRead(bench.Folder.File("b.zip"));
        string[] names = [.. archive.Entries.Select(entry => entry.FullName)];
        string all = string.Concat(archive.Entries.Select(ReadText));
        Assert.Superset(
            new HashSet<string>(["report.json", "report.txt", "configuration.txt", "versions.txt",
                "kernel.txt", "state/last-errors.txt"]), new HashSet<string>(names));
        Assert.Contains("the broker is away", all, StringComparison.Ordinal);
        Assert.Contains("mqtt.password_file", all, StringComparison.Ordinal);
        Assert.All(
            (string[])[Password, "hunter22", "abcdef012345", "MIGHAgEAMBMGByqGSM49"],
            secret => Assert.DoesNotContain(secret, all, StringComparison.Ordinal));
    }

    private static string ReadText(ZipArchiveEntry entry)
    {
        using StreamReader reader = new(entry.Open());
        return reader.ReadToEnd();
    }
}
