using EdgeEcg.Device.Doctor;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Device.Doctor;

public sealed class ChipAdviceTests
{
    [Theory]
    [InlineData(1_000_000, "Raspberry Pi 4 Model B Rev 1.5", "warn")]
    [InlineData(400_000, "Raspberry Pi 4 Model B Rev 1.5", "ok")]
    [InlineData(4_000_000, "Raspberry Pi 4 Model B Rev 1.5", "ok")]
    [InlineData(1_000_000, "Raspberry Pi 5 Model B Rev 1.0", "ok")]
    [InlineData(1_000_000, "", "ok")]
    public void A_clock_at_which_a_Pi_4_ends_messages_early_is_warned_of(
        int clockHz, string board, string verdict)
    {
        SourceConfiguration source = Source($"ads1292: {{spi_clock_hz: {clockHz}}}");

        Finding finding = ChipAdvice.OnClock(source, board, "/dev/spidev0.0, mode 1");

        Assert.Equal(verdict == "ok" ? CheckVerdict.Ok : CheckVerdict.Warning, finding.Verdict);
        Assert.Contains("/dev/spidev0.0", finding.Found, StringComparison.Ordinal);
        Assert.Equal(verdict == "ok", finding.Remedy.Length == 0);
    }

    [Theory]
    [InlineData(8000, true, CheckVerdict.Ok, "real time")]
    [InlineData(500, false, CheckVerdict.Ok, "not needed at 500 SPS")]
    [InlineData(2000, false, CheckVerdict.Warning, "LimitRTPRIO=20")]
    public void Real_time_that_is_missing_is_warned_of_only_where_it_is_needed(
        int rateSps, bool isRealTime, object verdict, string words)
    {
        SourceConfiguration source = Source($"rate_sps: {rateSps}");

        Finding finding = ChipAdvice.OnScheduling(source, isRealTime, "for the user ecg");

        Assert.Equal(verdict, finding.Verdict);
        Assert.Contains(words, finding.Found + finding.Remedy, StringComparison.Ordinal);
    }

    private static SourceConfiguration Source(string line) => ConfigurationFile.Parse(
        "edgeecg.yaml", $"""
        version: 2
        device: {"{id: bench}"}
        source:
          kind: ads1292
          {line}
        mqtt: {"{host: 127.0.0.1}"}
        """).Source;
}
