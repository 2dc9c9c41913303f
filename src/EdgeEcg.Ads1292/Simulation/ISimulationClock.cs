namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// What moves the simulated chip: virtual time that jumps, or real time that has to be waited for.
/// </summary>
public interface ISimulationClock
{
    public long NowNs { get; }

    /// <summary>The same clock for the driver.</summary>
    public TimeProvider Time { get; }

    /// <summary>Returns when it is that late; at once if it is already.</summary>
    public void AdvanceTo(long ns);
}
