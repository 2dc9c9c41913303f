using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Doctor;

/// <summary>Runs in a child process of LinuxTransportTests, with the driver's imports bound.</summary>
internal static class DoctorStories
{
    public static void A_line_that_another_program_holds(FakeKernel kernel)
    {
        SourceConfiguration source = ConfigurationFile.Parse("edgeecg.yaml", """
            version: 2
            device: {id: bench}
            source:
              kind: ads1292
              ads1292: {gpio_chip: pinctrl-bcm2711, drdy_line: 7}
            mqtt: {host: 127.0.0.1}
            """).Source;

        IReadOnlyList<CheckResult> results = DoctorBench.Run([new ChipChecks(source, fault: null, kernel)]);

        CheckResult lines = DoctorBench.Named(results, "lines");
        Assert.Equal(CheckVerdict.Ok, DoctorBench.Named(results, "bus").Verdict);
        Assert.Equal(CheckVerdict.Failed, lines.Verdict);
        Assert.Contains("line 7", lines.Found, StringComparison.Ordinal);
        Assert.Contains("systemctl stop edgeecg", lines.Remedy, StringComparison.Ordinal);
        Assert.Equal("because 'lines' failed", DoctorBench.Named(results, "identity and registers").Found);
        Assert.DoesNotContain("SPI_IOC_MESSAGE", kernel.Log, StringComparison.Ordinal);
        Assert.Equal(0, kernel.OpenFiles);
        Assert.Equal("", kernel.Violations);
    }
}
