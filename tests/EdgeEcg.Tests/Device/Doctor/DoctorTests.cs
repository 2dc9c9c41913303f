using EdgeEcg.Ads1292.Simulation;
using EdgeEcg.Device.Doctor;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Device.Doctor;

public sealed class DoctorTests
{
    /// <summary>Nothing listens there.</summary>
    private const int DeadPort = 1;

    [Fact]
    public void A_healthy_device_fails_nothing_and_its_test_alarm_is_seen_marked_and_cleared()
    {
        using MosquittoBroker broker = MosquittoBroker.Start("allow_anonymous true");
        using BrokerClient dashboard = new(broker.Port, "edgeecg/#");
        using DoctorBench bench = new(broker.Port);

        IReadOnlyList<CheckResult> results = bench.Run();

        Assert.DoesNotContain(results, result => result.Verdict == CheckVerdict.Failed);
        Assert.Equal(CheckVerdict.Ok, DoctorBench.Named(results, "test alarm").Verdict);
        Assert.Equal(CheckVerdict.Ok, DoctorBench.Named(results, "channel 1 test signal").Verdict);
        (string _, string alarm) = dashboard.WaitFor(m => m.Topic == "edgeecg/bench/alarm/test");
        Assert.Contains("\"test\":true", alarm, StringComparison.Ordinal);
        dashboard.WaitFor(m => m is { Topic: "edgeecg/bench/alarm/test", Payload: "" });
    }

    [Theory]
    [InlineData("transfer-fails", "identity and registers", "ok", "ADS1292")]
    [InlineData("bus-refused", "identity and registers", "fail", "SPI0")]
    [InlineData("miso-low", "identity and registers", "fail", "PWDN/RESET")]
    [InlineData("miso-high", "identity and registers", "fail", "chip select")]
    [InlineData("spi-mode-0", "identity and registers", "fail", "mode 1")]
    [InlineData("one-byte-late", "DRDY and samples", "fail", "extra byte")]
    [InlineData("held-in-reset", "identity and registers", "fail", "PWDN/RESET")]
    [InlineData("still-streaming", "identity and registers", "fail", "SDATAC")]
    [InlineData("unstable-identity", "identity and registers", "fail", "supply")]
    [InlineData("sister-chip", "identity and registers", "fail", "ADS1192")]
    [InlineData("wrong-identity", "identity and registers", "fail", "another chip")]
    [InlineData("stuck-bit", "identity and registers", "fail", "bit 5")]
    [InlineData("bad-power-up", "DRDY and samples", "ok", "0 lost")]
    [InlineData("all-zero-data", "DRDY and samples", "fail", "supply off and on")]
    [InlineData("start-pin-high", "DRDY and samples", "fail", "START")]
    [InlineData("frozen-drdy", "DRDY and samples", "fail", "pin 22")]
    [InlineData("drdy-stops", "self-test noise", "fail", "pin 22")]
    [InlineData("merged-edge", "DRDY and samples", "warn", "1 lost")]
    [InlineData("doubled-edge", "DRDY and samples", "warn", "1 double edge")]
    [InlineData("no-noise", "channel 1 noise, inputs shorted", "fail", "VCAP1")]
    [InlineData("large-offset", "channel 1 offset", "fail", "reference")]
    [InlineData("clock-fast", "sample rate", "fail", "CLKSEL")]
    [InlineData("low-supply", "analog supply", "fail", "AVDD")]
    [InlineData("hot", "chip temperature", "warn", "hot")]
    [InlineData("lead-off", "electrodes off", "warn", "In1N")]
    public void Each_scripted_fault_is_named_with_its_remedy(
        string fault, string check, string verdict, string word)
    {
        using DoctorBench bench = new(DeadPort);

        IReadOnlyList<CheckResult> results = bench.RunChip(fault);

        CheckResult result = DoctorBench.Named(results, check);
        CheckVerdict expected = verdict switch
        {
            "ok" => CheckVerdict.Ok,
            "warn" => CheckVerdict.Warning,
            _ => CheckVerdict.Failed,
        };
        Assert.Equal(expected, result.Verdict);
        Assert.Contains(word, result.Found + result.Remedy, StringComparison.Ordinal);
        Assert.Equal(result.Verdict == CheckVerdict.Ok, result.Remedy.Length == 0);
    }

    [Fact]
    public void Every_scripted_fault_is_told_in_the_documentation()
    {
        string text = File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "docs", "doctor.md"));

        Assert.All(ScriptedFaults.All, fault =>
            Assert.Contains($"| `{fault.Name}` | {fault.Meaning} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_broker_that_is_not_there_fails_once_and_the_rest_is_skipped_because_of_it()
    {
        using DoctorBench bench = new(DeadPort);

        IReadOnlyList<CheckResult> results = bench.Run();

        Assert.Equal("TCP", Assert.Single(results, result => result.Verdict == CheckVerdict.Failed).Name);
        Assert.All(
            (string[])["TLS", "login", "publish rights", "test alarm"],
            name => Assert.Equal("because 'TCP' failed", DoctorBench.Named(results, name).Found));
    }

    [Fact]
    public void A_check_that_hangs_is_given_up_and_what_needs_it_is_skipped()
    {
        using ManualResetEventSlim never = new();
        using HangingGroup group = new(never);

        IReadOnlyList<CheckResult> results = DoctorBench.Run([group]);
        never.Set();

        Assert.Equal(
            [CheckVerdict.Failed, CheckVerdict.Skipped, CheckVerdict.Ok], results.Select(r => r.Verdict));
        Assert.Contains("given up", results[0].Found, StringComparison.Ordinal);
    }

    private sealed class HangingGroup(ManualResetEventSlim never) : ICheckGroup
    {
        private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);
        private static readonly TimeSpan Enough = TimeSpan.FromSeconds(60);

        public IEnumerable<Check> Checks =>
        [
            new("g", "hangs", Limit, Hang, "look at dmesg"),
            new("g", "needs it", Limit, () => Finding.Ok("never seen"), "") { Needs = ["hangs"] },
            new("g", "stands alone", Enough, () => Finding.Ok("fine"), ""),
        ];

        public void Dispose()
        {
            // Nothing is kept open.
        }

        private Finding Hang()
        {
            never.Wait();
            return Finding.Ok("too late");
        }
    }
}
