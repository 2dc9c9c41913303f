namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// Who wears the electrodes, and the disturbances that are always there. The same settings give the same
/// signal.
/// </summary>
public sealed record SyntheticEcgSettings
{
    /// <summary>Chooses the wearer (shapes, axis, heart rate) and every random draw.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Peak of the breathing drift of the baseline, in microvolts.</summary>
    public double WanderMicrovolts { get; init; } = 60;

    /// <summary>Peak of the mains hum that is left after the right-leg drive, in microvolts.</summary>
    public double MainsMicrovolts { get; init; } = 8;

    public double MainsHz { get; init; } = 50;

    /// <summary>Peak of the broadband noise of skin and electronics, in microvolts.</summary>
    public double NoiseMicrovolts { get; init; } = 6;

    /// <summary>The heart alone: no drift, hum or noise beyond what the script asks for.</summary>
    public static SyntheticEcgSettings Undisturbed(int seed) =>
        new() { Seed = seed, WanderMicrovolts = 0, MainsMicrovolts = 0, NoiseMicrovolts = 0 };
}
