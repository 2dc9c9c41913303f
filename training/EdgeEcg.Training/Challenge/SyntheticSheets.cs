using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Challenge;

/// <summary>Strips of synthetic people, for those who have no recordings.</summary>
internal static class SyntheticSheets
{
    private const double Seconds = 900;

    private static readonly SampleRate Rate = new(250);

    // Ectopy often enough for a strip worth looking at, now and then some noise that is none.
    private static readonly SyntheticRates Rates = new()
    {
        VentricularBeatsPerHour = 120,
        CoupletsPerHour = 20,
        RunsPerHour = 8,
        SupraventricularBeatsPerHour = 80,
        ElectrodeMotionsPerHour = 10,
        MuscleNoisesPerHour = 10,
    };

    public static StripSource Make(int seed, ModelPackage package)
    {
        SyntheticEcgSettings settings = new() { Seed = seed };
        SyntheticScript script = SyntheticScript.Random(seed, Rates, Seconds);
        int count = (int)(Seconds * Rate.Hz);
        StripLead[] leads = [new("channel 1", new float[count]), new("channel 2", new float[count])];
        new SyntheticEcg(Rate, settings, script).Read(leads[0].Microvolts, leads[1].Microvolts);
        TruthBeat[] truth =
            [.. new SyntheticTruth(Rate, settings, script, Seconds).Beats.Select(Truth)];
        return StripSource.Judge($"synthetic person {seed}", Rate, leads, truth, package);
    }

    private static TruthBeat Truth(SyntheticBeat beat) => new(
        beat.SampleIndex,
        beat.Class switch
        {
            SyntheticBeatClass.Ventricular => "premature ventricular beat",
            SyntheticBeatClass.Supraventricular => "premature supraventricular beat",
            _ => "normal",
        },
        beat.Obscured ? null : beat.Class is not SyntheticBeatClass.Normal);
}
