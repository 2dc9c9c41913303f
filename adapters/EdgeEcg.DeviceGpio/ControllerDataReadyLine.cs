using System.Device.Gpio;
using EdgeEcg.Ads1292;

namespace EdgeEcg.DeviceGpio;

/// <summary>
/// <see cref="IDataReadyLine"/> over System.Device.Gpio. The library tells of an edge on a thread of its own
/// and does not say when it was, so it is stamped on arrival: late by the time that thread took to wake up.
/// Edges are queued and numbered as the kernel would; the oldest go first when nobody takes them.
/// </summary>
public sealed class ControllerDataReadyLine : IDataReadyLine, IDisposable
{
    /// <summary>As many as the default line lets the kernel queue.</summary>
    public const int QueuedEdges = 256;

    private readonly GpioController _controller;
    private readonly TimeProvider _time;
    private readonly int _pin;
    private readonly Lock _gate = new();
    private readonly DataReadyEdge[] _edges = new DataReadyEdge[QueuedEdges];
    private readonly AutoResetEvent _news = new(false);
    private readonly ITimer _limit;
    private int _first;
    private int _count;
    private uint _sequenceNumber;
    private bool _limitReached;

    /// <param name="controller">Its owner disposes it, after this line.</param>
    /// <param name="pin">Number by the controller's numbering; becomes an input.</param>
    /// <param name="time">Stamps the edges, and limits the waits.</param>
    public ControllerDataReadyLine(GpioController controller, int pin, TimeProvider time)
    {
        _controller = controller;
        _pin = pin;
        _time = time;
        _limit = time.CreateTimer(
            static line => ((ControllerDataReadyLine)line!).ReachLimit(),
            this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        controller.OpenPin(pin, PinMode.Input);
        controller.RegisterCallbackForPinValueChangedEvent(pin, PinEventTypes.Falling, OnFalling);
    }

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        if (TryTake(out edge))
        {
            return EdgeOutcome.Edge;
        }

        if (timeout <= TimeSpan.Zero)
        {
            return EdgeOutcome.None;
        }

        Volatile.Write(ref _limitReached, false);
        _limit.Change(timeout, Timeout.InfiniteTimeSpan);
        bool taken;
        do
        {
            // A signal may be left over from an edge that was taken without waiting.
            _news.WaitOne();
            taken = TryTake(out edge);
        }
        while (!taken && !Volatile.Read(ref _limitReached));
        _limit.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        return taken ? EdgeOutcome.Edge : EdgeOutcome.None;
    }

    public void Dispose()
    {
        _controller.UnregisterCallbackForPinValueChangedEvent(_pin, OnFalling);
        _controller.ClosePin(_pin);
        _limit.Dispose();
        _news.Dispose();
    }

    private void OnFalling(object sender, PinValueChangedEventArgs change)
    {
        long timestampNs = _time.NowNs();
        lock (_gate)
        {
            if (_count == QueuedEdges)
            {
                _first = (_first + 1) % QueuedEdges;
                _count--;
            }

            _edges[(_first + _count) % QueuedEdges] = new DataReadyEdge(timestampNs, ++_sequenceNumber);
            _count++;
        }

        _news.Set();
    }

    private void ReachLimit()
    {
        Volatile.Write(ref _limitReached, true);
        _news.Set();
    }

    private bool TryTake(out DataReadyEdge edge)
    {
        lock (_gate)
        {
            edge = default;
            if (_count == 0)
            {
                return false;
            }

            edge = _edges[_first];
            _first = (_first + 1) % QueuedEdges;
            _count--;
            return true;
        }
    }
}
