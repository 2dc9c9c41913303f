namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// Virtual time at the pace of a clock on the wall, for demonstrations and replays: an edge is handed over
/// when its moment has come, so that the samples behind it arrive as from a real chip, or a number of times
/// faster. The simulation itself stays in virtual time: a machine that is slow delays samples, but loses
/// none.
/// </summary>
public sealed class PacedDataReadyLine : IDataReadyLine, IDisposable
{
    /// <summary>Waits are not made for less; some edges then come a little early, in a bunch.</summary>
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedAds1292 _chip;
    private readonly TimeProvider _wall;
    private readonly WakeUp _wakeUp;
    private readonly double _speed;
    private long _wallStart;
    private long _simulatedStartNs;
    private bool _started;

    /// <param name="chip">A chip in virtual time.</param>
    /// <param name="wall">The clock to keep up with.</param>
    /// <param name="speed">Seconds of simulation per second on the wall; 1 is real time.</param>
    public PacedDataReadyLine(SimulatedAds1292 chip, TimeProvider wall, double speed)
    {
        ArgumentNullException.ThrowIfNull(chip);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        _chip = chip;
        _wall = wall;
        _wakeUp = new WakeUp(wall);
        _speed = speed;
    }

    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge)
    {
        EdgeOutcome outcome = _chip.Wait(timeout, out edge);
        if (timeout > TimeSpan.Zero)
        {
            HoldBack();
        }

        return outcome;
    }

    public void Dispose() => _wakeUp.Dispose();

    private void HoldBack()
    {
        if (!_started)
        {
            _started = true;
            _wallStart = _wall.GetTimestamp();
            _simulatedStartNs = _chip.Clock.NowNs;
            return;
        }

        double dueTicks = (_chip.Clock.NowNs - _simulatedStartNs) / (_speed * TimeSpan.NanosecondsPerTick);
        TimeSpan ahead = TimeSpan.FromTicks((long)dueTicks) - _wall.GetElapsedTime(_wallStart);
        if (ahead >= ShortestWait)
        {
            _wakeUp.WaitFor(ahead);
        }
    }
}
