using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Testing;

/// <summary>
/// Book-keeping of a run: every index is either a sample or inside a gap that was announced.
/// </summary>
internal sealed class SampleAccount(Ads1292Acquisition acquisition)
{
    private const int MostCalls = 5000;

    private long _expected;
    private long _samples;
    private long _announcedLost;

    /// <summary>What brought the chip down last; null while nothing has.</summary>
    public ChipFault? LastFault => acquisition.LastFailure?.Fault;

    public int GoodInARow { get; private set; }

    public long FirstEdgeNs { get; private set; }

    public long LastEdgeNs { get; private set; }

    public void Read()
    {
        if (acquisition.Read(out Ads1292Frame frame) is not (FrameOutcome.Ok or FrameOutcome.Gap))
        {
            GoodInARow = 0;
            return;
        }

        Assert.Equal(_expected + frame.LostBefore, frame.SampleIndex);
        FirstEdgeNs = _samples == 0 ? frame.EdgeTimestampNs : FirstEdgeNs;
        LastEdgeNs = frame.EdgeTimestampNs;
        _expected = frame.SampleIndex + 1;
        _announcedLost += frame.LostBefore;
        _samples++;
        GoodInARow++;
    }

    /// <summary>Reads until so many samples have come, and fails where that takes for ever.</summary>
    public void ReadGood(int samples)
    {
        long target = _samples + samples;
        for (int calls = 0; _samples < target; calls++)
        {
            Assert.True(calls < MostCalls, "the run hangs");
            Read();
        }
    }

    public void AssertComplete()
    {
        Assert.Equal(_expected, acquisition.NextSampleIndex);
        Assert.Equal(_announcedLost, acquisition.Counters.LostSamples);
        Assert.Equal(_expected, _samples + _announcedLost);
        Assert.Equal(
            _samples, acquisition.Counters[FrameOutcome.Ok] + acquisition.Counters[FrameOutcome.Gap]);
    }
}
