using EdgeEcg.Monitor;

namespace EdgeEcg.Tests.Monitor;

/// <summary>A board whose chips a test plays: power monitor, clock and a light.</summary>
public interface IBoardBench : IDisposable
{
    public DeviceBoard Board { get; }

    public bool IsLit { get; }

    public void SetSupply(double volts, double milliamperes);

    /// <summary>From now on no chip answers.</summary>
    public void TakeSensorsAway();
}
