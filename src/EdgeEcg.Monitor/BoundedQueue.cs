using System.Diagnostics.CodeAnalysis;

namespace EdgeEcg.Monitor;

/// <summary>
/// The only place where two threads meet: a ring of fixed capacity with one producer and one consumer. A live
/// producer never waits, the oldest item goes and is counted; a replayed one waits, because its time can
/// stand still. Consumers are woken per batch, not per item.
/// </summary>
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix",
    Justification = "It is a queue.")]
public sealed class BoundedQueue<T>
{
    private readonly T[] _items;
    private readonly int _wakeAt;
    private readonly bool _producerWaits;
    private readonly object _gate = new();
    private long _added;
    private long _taken;
    private bool _completed;

    /// <param name="capacity">Items held at most.</param>
    /// <param name="wakeAt">A waiting consumer is woken when this many items are there.</param>
    /// <param name="producerWaits">
    /// Whether a full queue makes the producer wait, or drops the oldest item.
    /// </param>
    public BoundedQueue(int capacity, int wakeAt, bool producerWaits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, wakeAt);
        _items = new T[capacity];
        _wakeAt = wakeAt;
        _producerWaits = producerWaits;
    }

    /// <summary>Items lost because the consumer was too slow.</summary>
    public long Dropped { get; private set; }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return (int)(_added - _taken);
            }
        }
    }

    /// <summary>Adds an item. After <see cref="Complete"/> it is dropped and counted.</summary>
    public void Add(T item)
    {
        lock (_gate)
        {
            while (_producerWaits && !_completed && _added - _taken == _items.Length)
            {
                System.Threading.Monitor.Wait(_gate);
            }

            if (_completed || _added - _taken == _items.Length)
            {
                Dropped++;
                _taken += _completed ? 0 : 1;
            }

            if (!_completed)
            {
                _items[_added++ % _items.Length] = item;
                if (_added - _taken == _wakeAt)
                {
                    System.Threading.Monitor.PulseAll(_gate);
                }
            }
        }
    }

    /// <summary>
    /// Moves what is there into <paramref name="batch"/>, waiting at most this long for it to be worth it.
    /// </summary>
    /// <returns>Items moved; 0 after the time, or when the queue is completed and empty.</returns>
    public int Take(Span<T> batch, TimeSpan wait)
    {
        lock (_gate)
        {
            if (_added - _taken < _wakeAt && !_completed)
            {
                System.Threading.Monitor.Wait(_gate, wait);
            }

            int count = (int)Math.Min(batch.Length, _added - _taken);
            for (int i = 0; i < count; i++)
            {
                int slot = (int)(_taken++ % _items.Length);
                batch[i] = _items[slot];
                _items[slot] = default!;
            }

            if (_producerWaits && count > 0)
            {
                System.Threading.Monitor.PulseAll(_gate);
            }

            return count;
        }
    }

    /// <summary>Nothing more will be added; a waiting consumer is woken.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _completed = true;
            System.Threading.Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Completed, and everything was taken.</summary>
    public bool IsFinished
    {
        get
        {
            lock (_gate)
            {
                return _completed && _added == _taken;
            }
        }
    }
}
