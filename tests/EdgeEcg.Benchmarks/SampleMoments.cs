using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>When a sample was taken, by the chip's clock: from any other sample and the rate.</summary>
internal sealed class SampleMoments(SampleRate rate) : IMonitorWatcher
{
    private long _zeroNs;

    /// <summary>The chip's clock at a sample.</summary>
    public long At(long sampleIndex) =>
        Interlocked.Read(ref _zeroNs) + (long)(rate.Milliseconds(sampleIndex) * 1e6);

    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
        if (!frames.IsEmpty)
        {
            double sinceZeroMs = rate.Milliseconds(frames[^1].SampleIndex);
            Interlocked.Exchange(ref _zeroNs, frames[^1].TimestampNs - (long)(sinceZeroMs * 1e6));
        }
    }

    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure)
    {
    }

    public void TakeMessage(in MqttMessage message)
    {
    }
}
