using EdgeEcg.Core;
using EdgeEcg.Monitor;
using EdgeEcg.Mqtt;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What the analysing thread allocates, block of samples by block: one in which nothing had to be told
/// should allocate nothing.
/// </summary>
internal sealed class CountedBlocks : IMonitorWatcher
{
    private long _allocatedBytes;
    private long _samples;
    private long _quietBlocks;
    private long _quietBytes;
    private long _allocatingBlocks;
    private bool _hasTold;

    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>By the analysing thread.</summary>
    public long AllocatedBytes => Interlocked.Read(ref _allocatedBytes);

    /// <summary>Blocks of samples without a message.</summary>
    public long QuietBlocks => Interlocked.Read(ref _quietBlocks);

    /// <summary>Of those, blocks in which anything was allocated.</summary>
    public long AllocatingBlocks => Interlocked.Read(ref _allocatingBlocks);

    /// <summary>Allocated in those.</summary>
    public long QuietBytes => Interlocked.Read(ref _quietBytes);

    public void TakeSamples(ReadOnlySpan<SampleFrame> frames)
    {
        long now = GC.GetAllocatedBytesForCurrentThread();
        if (!_hasTold && _samples > 0)
        {
            Interlocked.Increment(ref _quietBlocks);
            Interlocked.Add(ref _quietBytes, now - _allocatedBytes);
            Interlocked.Add(ref _allocatingBlocks, now > _allocatedBytes ? 1 : 0);
        }

        _hasTold = false;
        Interlocked.Exchange(ref _allocatedBytes, now);
        Interlocked.Add(ref _samples, frames.Length);
    }

    public void TakeBeat(in Beat beat, in BeatVerdict verdict, ReadOnlySpan<float> departure)
    {
    }

    /// <summary>From the analysing thread for what the signal gives, which is what counts here.</summary>
    public void TakeMessage(in MqttMessage message) => _hasTold = true;
}
