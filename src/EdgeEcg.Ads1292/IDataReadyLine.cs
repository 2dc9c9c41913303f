namespace EdgeEcg.Ads1292;

/// <summary>
/// Falling edges of the chip's DRDY pin, each stamped when it happened, queued until they are asked for.
/// </summary>
public interface IDataReadyLine
{
    /// <summary>The oldest edge not yet taken. Called from one thread; allocates nothing.</summary>
    /// <param name="timeout">Longest wait for one; zero only looks whether there is one.</param>
    /// <param name="edge">Valid with <see cref="EdgeOutcome.Edge"/> only.</param>
    public EdgeOutcome Wait(TimeSpan timeout, out DataReadyEdge edge);
}
