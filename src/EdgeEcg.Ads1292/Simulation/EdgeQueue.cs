namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The kernel's event queue of one GPIO line: numbered from 1, and when full the oldest edge goes.
/// </summary>
internal sealed class EdgeQueue
{
    private readonly DataReadyEdge[] _edges;
    private int _first;
    private int _count;
    private uint _sequence;

    public EdgeQueue(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(capacity);
        _edges = new DataReadyEdge[capacity];
    }

    public void Push(long timestampNs)
    {
        if (_count == _edges.Length)
        {
            _first = (_first + 1) % _edges.Length;
            _count--;
        }

        _edges[(_first + _count) % _edges.Length] = new DataReadyEdge(timestampNs, ++_sequence);
        _count++;
    }

    public bool TryTake(out DataReadyEdge edge)
    {
        edge = _edges[_first];
        if (_count == 0)
        {
            return false;
        }

        _first = (_first + 1) % _edges.Length;
        _count--;
        return true;
    }
}
