using System.Diagnostics.CodeAnalysis;

namespace EdgeEcg.Ads1292;

/// <summary>
/// A running chip, sample by sample. The chip has no memory: a sample that is not read before the next one is
/// gone, and what is gone must be known. Edges still queued when the frame has been read tell that the read
/// came late; <see cref="SampleLedger"/> hears the other witnesses. Every converted sample is either returned
/// or counted as lost: frames returned + <see cref="FrameCounters.LostSamples"/> =
/// <see cref="NextSampleIndex"/>. Not thread safe; allocates nothing per sample. Disposing it stops the chip.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "A stream of samples is what the datasheet, and everybody, calls it.")]
public sealed class Ads1292Stream : IDisposable
{
    /// <summary>
    /// Silence that is no longer late but missing: some periods, and a scheduler's worst day.
    /// </summary>
    private const int PatiencePeriods = 8;

    /// <summary>The kernel caps a line's event queue at this.</summary>
    private const int LargestKernelQueue = 1024;

    /// <summary>
    /// Silence that proves that nothing converts: settling takes four periods, then come two edges.
    /// </summary>
    private const int SilencePeriods = 8;

    private const int EdgesAfterStop = 1;

    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private readonly Ads1292 _owner;
    private readonly IDataReadyLine _line;
    private readonly ChipLink _link;
    private readonly TimeProvider _time;
    private readonly ReadMode _mode;
    private readonly SampleLedger _ledger;
    private readonly TimeSpan _timeout;
    private readonly TimeSpan _silence;
    private DataReadyEdge _pendingEdge;
    private bool _hasPendingEdge;
    private Ads1292Frame _firstFrame;
    private bool _hasFirstFrame;
    private bool _disposed;

    internal Ads1292Stream(
        Ads1292 owner, Ads1292Connection connection, ChipLink link, Ads1292Stream? previous)
    {
        _owner = owner;
        _line = connection.DataReady;
        _time = connection.Time;
        _link = link;
        _mode = owner.Settings.ReadMode;
        DataRate rate = owner.Settings.Rate;
        _ledger = new SampleLedger(previous?._ledger, rate);
        _timeout = Patience + TimeSpan.FromSeconds((double)PatiencePeriods / rate.Hz);
        _silence = TimeSpan.FromSeconds((double)SilencePeriods / rate.Hz);
        Channel1Scale = owner.Settings.Channel1Scale;
        Channel2Scale = owner.Settings.Channel2Scale;
    }

    public ChannelScale Channel1Scale { get; }

    public ChannelScale Channel2Scale { get; }

    /// <summary>Counts of this stream, on top of those of the stream that it continues.</summary>
    public FrameCounters Counters => _ledger.Counters;

    /// <summary>Index that the next converted sample gets.</summary>
    public long NextSampleIndex => _ledger.NextSampleIndex;

    /// <summary>Samples per second as the processor's clock sees them.</summary>
    public double TrueRateHz => _ledger.TrueRateHz;

    /// <summary>What the last frame without a marker looked like.</summary>
    public FrameDefect LastDefect { get; private set; }

    /// <summary>How the last message that failed ended.</summary>
    public SpiOutcome LastBusFault { get; private set; }

    /// <summary>Waits for the next sample and fetches it. Never throws for what happens on a wire.</summary>
    public FrameOutcome Read(out Ads1292Frame frame)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        FrameOutcome outcome = _hasFirstFrame ? TakeFirstFrame(out frame) : ReadNext(out frame);
        Counters.Count(outcome);
        return outcome;
    }

    /// <summary>Stops the conversions and gives the chip back to its driver.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_hasFirstFrame)
            {
                // Converted, read ahead, and never asked for.
                _ledger.Lose(1);
            }

            _owner.EndStreaming();
        }
    }

    /// <summary>
    /// Edges from before the start are nobody's samples. After STOP one conversion may still end; more means
    /// that the chip does not listen to the START opcode.
    /// </summary>
    internal void AwaitSilence()
    {
        for (int edges = 0; _line.Wait(TimeSpan.Zero, out _) == EdgeOutcome.Edge; edges++)
        {
            ThrowIfConverting(edges, LargestKernelQueue);
        }

        for (int edges = 0; _line.Wait(_silence, out _) == EdgeOutcome.Edge; edges++)
        {
            ThrowIfConverting(edges, EdgesAfterStop);
        }
    }

    /// <summary>
    /// Reads one frame ahead, so that a chip that does not work is found here and not in the loop.
    /// </summary>
    internal void AwaitFirstFrame()
    {
        FrameOutcome outcome = ReadNext(out _firstFrame);
        switch (outcome)
        {
            case FrameOutcome.Ok or FrameOutcome.Gap:
                _hasFirstFrame = true;
                return;
            case FrameOutcome.NotReady:
                throw ChipDiagnosis.NoDataReady(_timeout);
            case FrameOutcome.BadMarker:
                throw ChipDiagnosis.OfFrame(LastDefect);
            case FrameOutcome.BusFault:
                throw Ads1292Exception.Bus(LastBusFault, "read the first frame");
            case FrameOutcome.Torn:
                throw ChipDiagnosis.Torn();
            default:
                throw ChipDiagnosis.LineFault();
        }
    }

    private static void ThrowIfConverting(int edges, int allowed)
    {
        if (edges >= allowed)
        {
            throw ChipDiagnosis.ConvertsUnasked();
        }
    }

    private FrameOutcome TakeFirstFrame(out Ads1292Frame frame)
    {
        frame = _firstFrame;
        _hasFirstFrame = false;
        return frame.LostBefore == 0 ? FrameOutcome.Ok : FrameOutcome.Gap;
    }

    private FrameOutcome ReadNext(out Ads1292Frame frame)
    {
        frame = default;
        EdgeOutcome waited = NextEdge(out DataReadyEdge edge);
        if (waited != EdgeOutcome.Edge)
        {
            return waited == EdgeOutcome.None ? FrameOutcome.NotReady : FrameOutcome.LineFault;
        }

        if (!_ledger.TryAdvance(edge))
        {
            return FrameOutcome.DoubleEdge;
        }

        long readStartNs = _time.NowNs();
        SpiOutcome transferred = _link.ReadFrame(_mode, out ReadOnlySpan<byte> bytes);
        long readEndNs = _time.NowNs();
        edge = AdoptEdgesBefore(readStartNs, edge);
        if (transferred != SpiOutcome.Ok)
        {
            LastBusFault = transferred;
            return LoseThis(FrameOutcome.BusFault);
        }

        bool torn = _mode == ReadMode.Continuous && _hasPendingEdge && _pendingEdge.TimestampNs <= readEndNs;
        return torn ? LoseThis(FrameOutcome.Torn) : Decode(bytes, edge, out frame);
    }

    /// <summary>
    /// The oldest edge that has not been taken; one that was seen while reading comes first.
    /// </summary>
    private EdgeOutcome NextEdge(out DataReadyEdge edge)
    {
        edge = _pendingEdge;
        if (!_hasPendingEdge)
        {
            EdgeOutcome waited = _line.Wait(_timeout, out edge);
            if (waited != EdgeOutcome.Edge)
            {
                return waited;
            }
        }

        _hasPendingEdge = false;
        return EdgeOutcome.Edge;
    }

    /// <summary>
    /// Edges that came before the read began: the frame is the last one's, and the read came late.
    /// </summary>
    private DataReadyEdge AdoptEdgesBefore(long readStartNs, DataReadyEdge edge)
    {
        while (_line.Wait(TimeSpan.Zero, out DataReadyEdge next) == EdgeOutcome.Edge)
        {
            if (next.TimestampNs > readStartNs)
            {
                _pendingEdge = next;
                _hasPendingEdge = true;
                break;
            }

            if (_ledger.TryAdvance(next))
            {
                _ledger.Lose(1);
                Counters.CountLateRead();
                edge = next;
            }
            else
            {
                Counters.Count(FrameOutcome.DoubleEdge);
            }
        }

        return edge;
    }

    private FrameOutcome Decode(ReadOnlySpan<byte> bytes, DataReadyEdge edge, out Ads1292Frame frame)
    {
        if (!Ads1292Frame.TryParse(bytes, out frame))
        {
            LastDefect = Ads1292Frame.Diagnose(bytes);
            return LoseThis(FrameOutcome.BadMarker);
        }

        frame = _ledger.Place(frame, edge);
        return frame.LostBefore == 0 ? FrameOutcome.Ok : FrameOutcome.Gap;
    }

    private FrameOutcome LoseThis(FrameOutcome outcome)
    {
        _ledger.Lose(1);
        return outcome;
    }
}
