using EdgeEcg.Core;
using EdgeEcg.Core.Qrs;
using EdgeEcg.Core.Synthetic;

namespace EdgeEcg.Tests.Core.Qrs;

public sealed class QrsDetectorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(125)]
    [InlineData(250)]
    [InlineData(500)]
    [InlineData(1000)]
    public void Every_peak_is_reported_within_the_stated_look_ahead(int hz)
    {
        SampleRate rate = new(hz);
        SyntheticScript script = SyntheticScript.Random(
            3, SyntheticRates.BusyDay with { VentricularBeatsPerHour = 900, PausesPerHour = 100 }, 300);
        QrsDetector detector = new(rate, 2, new QrsLimits());

        (List<(RPeak Peak, long SamplesSeen)> found, SyntheticTruth truth) = Run(detector, rate, script, 300);

        double latest = found.Max(f => f.SamplesSeen - f.Peak.SampleIndex);
        output.WriteLine($"{hz} Hz: {latest:0} of {detector.LookAheadSamples} samples");
        Assert.InRange(latest, 0, detector.LookAheadSamples + 1);
        Assert.InRange(rate.Milliseconds(detector.LookAheadSamples), 0, 1000);
        Assert.InRange(found.Count, 0.97 * truth.Beats.Count(b => !b.Obscured), 1.05 * truth.Beats.Count);
    }

    [Fact]
    public void Peaks_come_in_order_and_no_closer_than_the_refractory_period()
    {
        SampleRate rate = new(250);
        SyntheticScript script = SyntheticScript.Random(9, SyntheticRates.BusyDay, 600);
        QrsDetector detector = new(rate, 2, new QrsLimits());

        (List<(RPeak Peak, long SamplesSeen)> found, _) = Run(detector, rate, script, 600);

        IEnumerable<double> intervalsMs = found.Zip(
            found.Skip(1), (a, b) => rate.Milliseconds(b.Peak.SampleIndex - a.Peak.SampleIndex));
        Assert.All(intervalsMs, ms => Assert.InRange(ms, 235, double.MaxValue));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(250_000f)]
    public void A_flat_line_has_no_beats(float microvolts)
    {
        QrsDetector detector = new(new SampleRate(250), 1, new QrsLimits());

        for (int i = 0; i < 250 * 60; i++)
        {
            detector.Push([microvolts]);
            Assert.False(detector.TryTake(out _));
        }
    }

    [Fact]
    public void A_giant_spike_does_not_deafen_it_for_long()
    {
        SampleRate rate = new(250);
        SyntheticEcg ecg = new(rate, new SyntheticEcgSettings(), SyntheticScript.SinusOnly);
        float[] lead1 = new float[250 * 60];
        float[] lead2 = new float[250 * 60];
        ecg.Read(lead1, lead2);
        lead1[250 * 30] += 50_000;
        lead2[250 * 30] += 50_000;
        SyntheticTruth truth = new(rate, new SyntheticEcgSettings(), SyntheticScript.SinusOnly, 58);
        QrsDetector detector = new(rate, 2, new QrsLimits());
        List<double> peaks = [];

        for (int i = 0; i < lead1.Length; i++)
        {
            detector.Push([lead1[i], lead2[i]]);
            while (detector.TryTake(out RPeak peak))
            {
                peaks.Add(peak.SampleIndex);
            }
        }

        Assert.All(truth.Beats.Where(b => b.SampleIndex > 250 * 33), beat =>
            Assert.Contains(peaks, peak => Math.Abs(peak - beat.SampleIndex) < 37));
    }

    private static (List<(RPeak Peak, long SamplesSeen)> Found, SyntheticTruth Truth) Run(
        QrsDetector detector, SampleRate rate, SyntheticScript script, double seconds)
    {
        SyntheticEcgSettings settings = new();
        SyntheticEcg ecg = new(rate, settings, script);
        float[] lead1 = new float[rate.Samples(1000 * seconds)];
        float[] lead2 = new float[lead1.Length];
        ecg.Read(lead1, lead2);
        List<(RPeak Peak, long SamplesSeen)> found = [];
        for (int i = 0; i < lead1.Length; i++)
        {
            detector.Push([lead1[i], lead2[i]], ecg.IsLeadOff(i) ? 0 : uint.MaxValue);
            while (detector.TryTake(out RPeak peak))
            {
                found.Add((peak, i));
            }
        }

        return (found, new SyntheticTruth(rate, settings, script, seconds - 1.2));
    }
}
