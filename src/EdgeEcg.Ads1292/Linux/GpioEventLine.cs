namespace EdgeEcg.Ads1292.Linux;

/// <summary>
/// Falling edges of one GPIO line, stamped by the kernel's interrupt handler and numbered (GPIO character
/// device, version 2, Linux 5.10 or later). The kernel queues them; they are read in batches and handed out
/// one by one.
/// </summary>
public sealed class GpioEventLine : IDataReadyLine, IDisposable
{
    /// <summary>
    /// The chip keeps one sample only, so a long queue saves none: but it tells how many were lost, and when,
    /// after 256 ms of absence at 1000 SPS.
    /// </summary>
    private const uint KernelQueueEvents = 256;

    private const int BatchEvents = 16;
    private const int MostInterruptions = 16;
    private const string ConsumerName = "edgeecg-drdy";

    private readonly FileDescriptor _file;
    private readonly GpioLineEvent[] _batch = new GpioLineEvent[BatchEvents];
    private int _next;
    private int _count;

    private GpioEventLine(FileDescriptor file) => _file = file;

    /// <param name="chip">Path such as /dev/gpiochip0, or the chip's label.</param>
    /// <param name="lineOffset">Number of the line on that chip; on a Raspberry Pi the BCM number.</param>
    /// <exception cref="Ads1292Exception">
    /// No such chip or line, no permission, or the line is taken.
    /// </exception>
    public static GpioEventLine Open(string chip, int lineOffset)
    {
        GpioLineRequest request = new()
        {
            FirstOffset = (uint)lineOffset,
            Consumer = GpioChipInfo.Text.From(ConsumerName),
            Flags = GpioLineFlags.Input | GpioLineFlags.EdgeFalling,
            LineCount = 1,
            EventBufferSize = KernelQueueEvents,
        };
        return new GpioEventLine(GpioChips.RequestLine(chip, ref request));
    }

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        if (_next == _count)
        {
            EdgeOutcome outcome = Fill(timeout);
            if (outcome != EdgeOutcome.Edge)
            {
                edge = default;
                return outcome;
            }
        }

        ref readonly GpioLineEvent next = ref _batch[_next++];
        edge = new DataReadyEdge((long)next.TimestampNs, next.LineSequenceNumber);
        return EdgeOutcome.Edge;
    }

    public void Dispose() => _file.Dispose();

    /// <summary>
    /// An interrupted wait begins again with its whole timeout; it is a limit, not a measure.
    /// </summary>
    private unsafe EdgeOutcome Fill(TimeSpan timeout)
    {
        int timeoutMs = (int)Math.Ceiling(timeout.TotalMilliseconds);
        bool held = false;
        _file.DangerousAddRef(ref held);
        try
        {
            PollRequest poll = new()
            {
                FileDescriptor = (int)_file.DangerousGetHandle(),
                Events = PollEvents.Readable,
            };
            for (int attempt = 0; attempt < MostInterruptions; attempt++)
            {
                int ready = LibC.Poll(&poll, 1, timeoutMs);
                if (ready == 0)
                {
                    return EdgeOutcome.None;
                }

                if (ready > 0)
                {
                    return (poll.ReturnedEvents & PollEvents.AnyFault) != 0
                        ? EdgeOutcome.LineFault
                        : ReadBatch();
                }

                if (DeviceErrors.Last != Errno.Interrupted)
                {
                    return EdgeOutcome.LineFault;
                }
            }

            return EdgeOutcome.None;
        }
        finally
        {
            if (held)
            {
                _file.DangerousRelease();
            }
        }
    }

    private unsafe EdgeOutcome ReadBatch()
    {
        fixed (GpioLineEvent* events = _batch)
        {
            nint bytes = LibC.Read(_file, events, BatchEvents * GpioLineEvent.SizeBytes);
            if (bytes < 0)
            {
                return DeviceErrors.Last is Errno.Interrupted or Errno.TryAgain
                    ? EdgeOutcome.None
                    : EdgeOutcome.LineFault;
            }

            _next = 0;
            _count = (int)bytes / GpioLineEvent.SizeBytes;
            return _count == 0 ? EdgeOutcome.LineFault : EdgeOutcome.Edge;
        }
    }
}
