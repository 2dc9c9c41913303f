namespace EdgeEcg.Training.Engine;

/// <summary>
/// Spreads pieces of work over cores. How work is cut into pieces never depends on how many workers there
/// are, and no two pieces write the same value, so the result is the same to the bit on one core and on many.
/// </summary>
internal sealed class Crew
{
    private readonly ParallelOptions _options;

    public Crew(int workers)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(workers);
        Workers = workers;
        _options = new ParallelOptions { MaxDegreeOfParallelism = workers };
    }

    public int Workers { get; }

    /// <summary>Runs <paramref name="piece"/> for 0 … <paramref name="pieces"/> − 1, in any order.</summary>
    public void Run(int pieces, Action<int> piece)
    {
        if (Workers > 1 && pieces > 1)
        {
            Parallel.For(0, pieces, _options, piece);
            return;
        }

        for (int i = 0; i < pieces; i++)
        {
            piece(i);
        }
    }
}
