using EdgeEcg.Core;
using EdgeEcg.Core.Filters;
using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Core;

/// <summary>
/// The delay from R peak to beat in real records in which much is found only by looking back: small
/// ventricular beats (203, 207, 208), electrode motion (105), block (231).
/// </summary>
public sealed class LookAheadOfRecordsTests(ITestOutputHelper output)
{
    private const double Minutes = 12;

    private static readonly string[] Records = ["105", "203", "207", "208", "231"];

    [Theory]
    [InlineData(125)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(250)]
    [InlineData(257.3)]
    [InlineData(360)]
    [InlineData(500)]
    [InlineData(1000)]
    public void No_beat_comes_out_later_than_stated(double hz)
    {
        string[] paths = [.. Records.Select(record => TestData.Require($"mitdb/{record}.hea"))];

        double[] longestMs = [.. paths.Select(path => LongestDelayMs(WfdbRecord.Open(path), new(hz)))];

        double statedMs = new BeatFinder(new SampleRate(hz), 2, BeatWindow.Standard).LookAheadMs;
        output.WriteLine(
            $"{hz} Hz: {string.Join(", ", longestMs.Select(ms => $"{ms:0}"))} of {statedMs:0} ms");
        Assert.All(longestMs, ms => Assert.InRange(ms, 1, statedMs));
        Assert.Contains(longestMs, ms => ms > 0.9 * statedMs);
        Assert.InRange(statedMs, 0, 1000);
    }

    private static double LongestDelayMs(WfdbRecord record, SampleRate rate)
    {
        using LeadPlayback playback = new(record, mostLeads: 2, paddingSamples: 0);
        SampleRate stored = record.Header.SampleRate;
        RateConverter[] converters = [new(stored, rate), new(stored, rate)];
        BeatFinder finder = new(rate, 2, BeatWindow.Standard);
        float[] microvolts = new float[2];
        double longestMs = 0;
        while (finder.SamplesSeen < Minutes * 60 * rate.Hz && playback.Next(microvolts))
        {
            converters[0].Push(microvolts[0]);
            converters[1].Push(microvolts[1]);
            while (converters[0].TryTake(out microvolts[0]) && converters[1].TryTake(out microvolts[1]))
            {
                finder.Push(microvolts);
                while (finder.TryTake(out Beat beat))
                {
                    double delayMs = rate.Milliseconds(finder.SamplesSeen - beat.SampleIndex);
                    longestMs = Math.Max(longestMs, delayMs);
                }
            }
        }

        return longestMs;
    }
}
