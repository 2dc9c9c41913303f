using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Monitor;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// How long a day of ECG takes: the 48 records of MIT-BIH (24 h) where they are, read, analysed and written
/// as <c>edgeecg analyze</c> does, or a synthetic day where they are not.
/// </summary>
internal static class DayOfEcg
{
    public static void Run(TextWriter output)
    {
        string data =
            Environment.GetEnvironmentVariable("EDGEECG_DATA") ?? Path.Combine("..", "shared", "data");
        string mitdb = Path.Combine(data, "mitdb");
        long since = TimeProvider.System.GetTimestamp();
        (double seconds, string what) = Directory.Exists(mitdb) ? Records(mitdb)
            : (Synthetic(), "synthetic, one core");
        TimeSpan took = TimeProvider.System.GetElapsedTime(since);
        output.WriteLine($"a day of ECG ({seconds / 3600:0.0} h, {what}): {took.TotalSeconds:0.0} s, "
            + $"{seconds / took.TotalSeconds:0} times real time");
    }

    private static (double Seconds, string What) Records(string folder)
    {
        DirectoryInfo output = Directory.CreateTempSubdirectory("edgeecg-bench-");
        try
        {
            RecordAnalysis analysis = new(DefaultModel.Load(), RhythmLimits.Default);
            WfdbRecord[] records = [.. RecordPaths.Expand([folder]).Headers.Select(WfdbRecord.Open)];
            double[] seconds = new double[records.Length];
            ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
            Parallel.For(0, records.Length, options, i =>
                seconds[i] = analysis.Run(records[i], output.FullName).Length.TotalSeconds);
            return (seconds.Sum(),
                $"{records.Length} records, {Environment.ProcessorCount} cores, files read and written");
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }

    private static double Synthetic()
    {
        const int hours = 24;
        SampleRate rate = new(360);
        SyntheticScript script = SyntheticScript.Random(1, SyntheticRates.BusyDay, hours * 3600);
        SyntheticEcg ecg = new(rate, new SyntheticEcgSettings(), script);
        using BeatAnalysis analysis = new(rate, 2, DefaultModel.Load(), RhythmLimits.Default);
        float[] lead1 = new float[3600];
        float[] lead2 = new float[3600];
        Span<float> sample = stackalloc float[2];
        for (int block = 0; block < hours * 360; block++)
        {
            ecg.Read(lead1, lead2);
            for (int i = 0; i < lead1.Length; i++)
            {
                (sample[0], sample[1]) = (lead1[i], lead2[i]);
                analysis.Push(sample);
                while (analysis.TryTake(out _, out _))
                {
                }
            }
        }

        return hours * 3600;
    }
}
