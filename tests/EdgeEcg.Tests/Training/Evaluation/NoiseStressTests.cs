using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Tests.Training.Evaluation;

public sealed class NoiseStressTests : IDisposable
{
    private const int FiveMinutes = 300 * 360;
    private const int TwoMinutes = 120 * 360;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// The published records were made from tape, so the usual QRS height differs by the width of the pen.
    /// </summary>
    [Theory]
    [InlineData(24, "118e24")]
    [InlineData(12, "118e12")]
    [InlineData(0, "118e00")]
    [InlineData(-6, "118e_6")]
    public void Recipe_gives_the_published_record_within_two_per_cent_of_its_noise(double snrDb, string name)
    {
        WfdbRecord clean = WfdbRecord.Open(TestData.Require("mitdb/118.hea"));
        WfdbRecord published = WfdbRecord.Open(TestData.Require($"nstdb/{name}.hea"));
        NoiseStress stress = new(clean, WfdbRecord.Open(TestData.Require("nstdb/em.hea")), snrDb);

        stress.Write("atr", _folder.Path);

        Assert.Equal(name, stress.Name);
        float[][] ours = ReadAll(WfdbRecord.Open(_folder.File(name)));
        float[][] theirs = ReadAll(published);
        float[][] without = ReadAll(clean);
        Assert.Equal(without[0][..FiveMinutes], ours[0][..FiveMinutes]);
        for (int lead = 0; lead < 2; lead++)
        {
            double noise = Rms(ours[lead], without[lead], FiveMinutes, TwoMinutes);
            Assert.Equal(1, noise / Rms(theirs[lead], without[lead], FiveMinutes, TwoMinutes), 0.02);
            Assert.Equal(0, Rms(ours[lead], without[lead], FiveMinutes + TwoMinutes, TwoMinutes));
        }
    }

    /// <summary>The marks for beats outside of what was declared unreadable.</summary>
    [Theory]
    [InlineData(12, 0.99, 0.99)]
    [InlineData(6, 0.98, 0.94)]
    [InlineData(0, 0.92, 0.85)]
    public void Beats_in_electrode_motion_are_found_or_the_signal_is_declared_unreadable(
        double snrDb, double sensitivity, double positivePredictivity)
    {
        WfdbRecord noise = WfdbRecord.Open(TestData.Require("nstdb/em.hea"));
        List<BeatComparison> comparisons = [];
        foreach (string name in (string[])["118", "119"])
        {
            NoiseStress stress =
                new(WfdbRecord.Open(TestData.Require($"mitdb/{name}.hea")), noise, snrDb);
            stress.Write("atr", _folder.Path);
            WfdbRecord record = WfdbRecord.Open(_folder.File(stress.Name));
            comparisons.Add(BeatComparison.Compare(
                record.ReadAnnotations("atr"),
                DetectedBeats.Of(record, 2, record.Header.SampleRate),
                record.Header.SampleRate,
                BeatComparisonRules.Ec57));
        }

        BeatComparison gross = BeatComparison.Gross(comparisons);

        Assert.True(gross.Confusion.Readable.Sensitivity >= sensitivity);
        Assert.True(gross.Confusion.Readable.PositivePredictivity >= positivePredictivity);
        Assert.InRange(gross.TestShutdownSeconds, 0, 0.3 * 2 * 1505);
    }

    private static float[][] ReadAll(WfdbRecord record)
    {
        using WfdbSignalReader reader = record.OpenSignals();
        float[][] signals = [.. reader.Signals.Select(_ => new float[reader.SampleCount])];
        reader.Read(signals);
        return signals;
    }

    /// <summary>Of the difference, without its mean: nst takes the record's baseline out.</summary>
    private static double Rms(float[] noisy, float[] clean, int from, int count)
    {
        double[] added = [.. Enumerable.Range(from, count).Select(i => (double)noisy[i] - clean[i])];
        double mean = added.Average();
        return Math.Sqrt(added.Average(value => (value - mean) * (value - mean)));
    }
}
