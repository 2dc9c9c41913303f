using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Device.Pictures;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Tests.Device.Pictures;

/// <summary>
/// Ten minutes of a synthetic wearer on the disk, with what happens in it known: a run of seven at 6:00, a
/// couplet, single beats, a pause of 2.8 s at 7:00, twenty seconds of a signal that is all noise, and half a
/// minute in which nothing is measured.
/// </summary>
internal static class SyntheticRecord
{
    public const int Hz = 250;
    public const int RunBeats = 7;
    public const double RunSeconds = 360;
    public const double PauseSeconds = 420;
    public const double OffFromSeconds = 500;
    public const double OffSeconds = 30;
    private const int NoiseFromSeconds = 450;
    private const int NoiseSeconds = 20;
    private const double Seconds = 600;

    private static readonly SyntheticScript Script = new(
    [
        SyntheticEpisode.Ventricular(200),
        SyntheticEpisode.Ventricular(260, beats: 2),
        SyntheticEpisode.Ventricular(RunSeconds, beats: RunBeats),
        SyntheticEpisode.Pause(PauseSeconds, durationSeconds: 2.8),
        SyntheticEpisode.Supraventricular(550),
    ]);

    public static WfdbRecord Write(string folder)
    {
        SampleRate rate = new(Hz);
        int count = (int)(Seconds * Hz);
        float[][] leads = [new float[count], new float[count]];
        new SyntheticEcg(rate, new SyntheticEcgSettings { Seed = 3 }, Script).Read(leads[0], leads[1]);
        Random noise = new(7);
        foreach (float[] lead in leads)
        {
            foreach (ref float value in lead.AsSpan(NoiseFromSeconds * Hz, NoiseSeconds * Hz))
            {
                value += (float)(3000 * (noise.NextDouble() - 0.5));
            }

            lead.AsSpan((int)(OffFromSeconds * Hz), (int)(OffSeconds * Hz)).Fill(float.NaN);
        }

        WfdbSignal signal = new()
        {
            FileName = "night.dat",
            Format = SignalFormat.Bits16,
            Gain = 1000,
            Units = "mV",
            Description = "MLII",
        };
        WfdbHeader header = new()
        {
            Name = "night",
            SampleRate = rate,
            Signals = [signal, signal with { Description = "V5" }],
            BaseDate = new DateOnly(2026, 3, 1),
            BaseTime = new TimeSpan(23, 55, 0),
        };
        using (WfdbSignalWriter writer = WfdbSignalWriter.Create(folder, header))
        {
            writer.Write(leads, count);
            writer.Complete();
        }

        return WfdbRecord.Open(Path.Combine(folder, "night"));
    }

    public static JudgedRecord Judge(string folder) => JudgedRecord.Of(
        Write(folder), DefaultModel.Load(), TestContext.Current.CancellationToken);
}
