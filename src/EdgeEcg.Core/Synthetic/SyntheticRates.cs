namespace EdgeEcg.Core.Synthetic;

/// <summary>
/// How often each kind of episode begins, per hour; 0 means never. Each kind is a Poisson process of its own.
/// </summary>
public sealed record SyntheticRates
{
    public double VentricularBeatsPerHour { get; init; }

    public double CoupletsPerHour { get; init; }

    /// <summary>Runs of three to eight ventricular beats.</summary>
    public double RunsPerHour { get; init; }

    public double SupraventricularBeatsPerHour { get; init; }

    /// <summary>Pauses of 2.2 to 3.5 s.</summary>
    public double PausesPerHour { get; init; }

    public double ElectrodeMotionsPerHour { get; init; }

    public double MuscleNoisesPerHour { get; init; }

    public double LeadOffsPerHour { get; init; }

    /// <summary>
    /// A busy Holter day: about one ectopic beat a minute and some trouble with the electrodes.
    /// </summary>
    public static SyntheticRates BusyDay { get; } = new()
    {
        VentricularBeatsPerHour = 40,
        CoupletsPerHour = 4,
        RunsPerHour = 1,
        SupraventricularBeatsPerHour = 20,
        PausesPerHour = 1,
        ElectrodeMotionsPerHour = 6,
        MuscleNoisesPerHour = 6,
        LeadOffsPerHour = 0.5,
    };
}
