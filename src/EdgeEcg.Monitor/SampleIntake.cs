using EdgeEcg.Ads1292;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Monitor;

/// <summary>
/// The chip's thread and the queue behind it, apart from all that is done with the samples: a start reads the
/// chip first, and the model, the journal and the page find the samples waiting when they are ready.
/// </summary>
public sealed class SampleIntake : IDisposable
{
    /// <summary>
    /// Sixteen seconds at 500 SPS: longer than loading a model, than any pause of the garbage collector or
    /// the scheduler.
    /// </summary>
    private const int QueueCapacity = 8192;

    /// <summary>Samples per wake-up of the analysing thread: 20 ms worth.</summary>
    private const double WakeEveryMs = 20;

    private bool _isStarted;

    /// <param name="source">The chip; stays the caller's.</param>
    /// <param name="configuration">How it is set up.</param>
    public SampleIntake(ChipSource source, SourceConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(source);
        Settings = ChipSource.Settings(configuration);
        IsSimulated = source.IsSimulated;
        Samples = new BoundedQueue<SampleFrame>(
            QueueCapacity, Settings.Rate.SampleRate.Samples(WakeEveryMs), producerWaits: IsSimulated);
        Acquisition = new AcquisitionThread(
            source.Connection, Settings, Samples, source.SignalEnded, inRealTime: !IsSimulated);
    }

    internal Ads1292Settings Settings { get; }

    internal bool IsSimulated { get; }

    internal BoundedQueue<SampleFrame> Samples { get; }

    internal AcquisitionThread Acquisition { get; }

    /// <summary>The chip answers; it may start to later, or stop to.</summary>
    public bool IsReading => Acquisition.Fault is null;

    /// <summary>Reads the chip from now on; a second time nothing is left to do.</summary>
    public void Start()
    {
        if (!_isStarted)
        {
            Acquisition.Start();
            _isStarted = true;
        }
    }

    public void Dispose() => Acquisition.Dispose();
}
