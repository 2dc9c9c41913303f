namespace EdgeEcg.Monitor.Commands;

/// <summary>A light that blinks so that somebody finds the device; belongs to the desk's thread.</summary>
/// <param name="light">None: there is none, and only the event is told.</param>
/// <param name="time">Ends the blinking.</param>
public sealed class IdentifyLight(IStatusLight? light, TimeProvider time)
{
    private long _startedAt;
    private TimeSpan _length;
    private bool _isLit;

    /// <summary>Whether there is one, and it answers.</summary>
    public bool IsThere { get; private set; } = light is not null;

    public void Start(TimeSpan length) => (_startedAt, _length) = (time.GetTimestamp(), length);

    /// <summary>Lights it or puts it out; called a few times a second.</summary>
    public void Tick()
    {
        if (_length > TimeSpan.Zero && light is not null)
        {
            bool isOver = time.GetElapsedTime(_startedAt) >= _length;
            _isLit = !isOver && !_isLit;
            IsThere = light.TryShow(_isLit);
            _length = isOver ? TimeSpan.Zero : _length;
        }
    }
}
