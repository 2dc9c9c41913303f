namespace EdgeEcg.Core;

/// <summary>Which stretch around an R peak makes a beat, and how finely it is sampled.</summary>
/// <param name="Rate">The beat's own sample rate.</param>
/// <param name="BeforeMs">From here before the R peak ...</param>
/// <param name="AfterMs">... to here after it, exclusive.</param>
public readonly record struct BeatWindow(SampleRate Rate, double BeforeMs, double AfterMs)
{
    /// <summary>
    /// −250 … +450 ms at 200 Hz: P wave to T wave in the 140 samples that the seed models take.
    /// </summary>
    public static BeatWindow Standard { get; } = new(new SampleRate(200), 250, 450);

    public int Samples => Rate.Samples(BeforeMs + AfterMs);

    /// <summary>Index of the R peak in the window.</summary>
    public int RIndex => Rate.Samples(BeforeMs);
}
