using System.Text.Json;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Monitor.State;

/// <summary>
/// A moment that is certainly past, in <c>state/clock.json</c>: the newest time of a synchronised clock, kept
/// every ten minutes. A clock that shows an earlier time after a restart is not believed. Only a
/// synchronised clock moves it, and in both directions, so that one wrong time server cannot spoil it for
/// good. Writes on a timer's thread, never on one that handles samples.
/// </summary>
public sealed class ClockFloor : IDisposable
{
    private const string FileName = "clock.json";

    private static readonly TimeSpan KeepEvery = TimeSpan.FromMinutes(10);

    private readonly StateFolder _folder;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private volatile ClockState _state;

    /// <param name="folder">Where it is.</param>
    /// <param name="time">The wall clock.</param>
    public ClockFloor(StateFolder folder, TimeProvider time)
    {
        (_folder, _time) = (folder, time);
        Earliest = folder.Read(FileName, ClockFloorJson.Default.ClockMoment)?.Earliest;
        _timer = time.CreateTimer(_ => Keep(), null, KeepEvery, KeepEvery);
    }

    /// <summary>As an earlier run has left it; null: nothing is known.</summary>
    public DateTimeOffset? Earliest { get; }

    /// <summary>The clock's state of now; from any thread.</summary>
    public void Note(ClockState state) => _state = state;

    /// <summary>Keeps the time once more.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Keep();
    }

    private void Keep()
    {
        if (_state is ClockState.Synced)
        {
            ClockMoment now = new(_time.GetUtcNow());
            _folder.Write(
                FileName, JsonSerializer.SerializeToUtf8Bytes(now, ClockFloorJson.Default.ClockMoment));
        }
    }
}
