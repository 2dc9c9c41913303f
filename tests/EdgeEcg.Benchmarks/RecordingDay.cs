using System.Globalization;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What a day of recording takes: bytes, processor time, memory. The signal's time is virtual, the disk is
/// real, and flushes come as often per second of signal as on a device.
/// </summary>
public static class RecordingDay
{
    private const int Hz = 500;
    private const int Seconds = 86_400;
    private const double MicrovoltsPerCode = 0.048;

    private static readonly RecordingLimits Limits = new(
        TimeSpan.FromSeconds(600), TimeSpan.FromSeconds(10), long.MaxValue, TimeSpan.FromDays(31), 0,
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60));

    public static void Run(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        string folder = Directory.CreateTempSubdirectory("edgeecg-bench-").FullName;
        try
        {
            SignalTime time = new();
            RecordingInfo info = new(
                "bench", "boot1", true, new SampleRate(Hz), MicrovoltsPerCode, MicrovoltsPerCode);
            using (RecordingWriter writer = new(new RecordingDisk(), folder, info, Limits, time))
            {
                Report(writer, time, output);
            }

            long bytes = Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
                .Sum(path => new FileInfo(path).Length);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"bytes per day      {bytes / 1e6:0.0} MB"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Report(RecordingWriter writer, SignalTime time, TextWriter output)
    {
        float[] lead1 = new float[60 * Hz];
        float[] lead2 = new float[60 * Hz];
        SyntheticEcg ecg = new(new SampleRate(Hz), new SyntheticEcgSettings(), SyntheticScript.Demo);
        ecg.Read(lead1, lead2);
        Record(writer, time, lead1, lead2, 0, 600);
        long memoryBefore = Environment.WorkingSet;
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan cpuBefore = Environment.CpuUsage.TotalTime;
        Record(writer, time, lead1, lead2, 600, Seconds);
        TimeSpan cpu = Environment.CpuUsage.TotalTime - cpuBefore;
        double perSample = (GC.GetAllocatedBytesForCurrentThread() - allocatedBefore)
            / (double)((Seconds - 600) * Hz);
        long memory = Environment.WorkingSet - memoryBefore;
        double percent = cpu.TotalSeconds * 100 / (Seconds - 600);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"processor          {cpu.TotalSeconds:0.0} s for a day, {percent:0.000} % of a core"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"allocated          {perSample:0.000} B per sample, for flushes and segments"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory             {memory / 1e6:+0.0;-0.0} MB over the day"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"recorded           {writer.SamplesRecorded} samples, {writer.SamplesLost} lost"));
    }

    private static void Record(
        RecordingWriter writer, SignalTime time, float[] lead1, float[] lead2, int fromSecond, int toSecond)
    {
        for (int second = fromSecond; second < toSecond; second++)
        {
            for (int i = 0; i < Hz; i++)
            {
                long sample = ((long)second * Hz) + i;
                int at = (int)(sample % lead1.Length);
                writer.Append(new RecordedSample(
                    sample, sample * 2_000_000, (int)(lead1[at] / MicrovoltsPerCode),
                    (int)(lead2[at] / MicrovoltsPerCode)));
            }

            writer.Annotate(new Annotation((long)second * Hz, AnnotationCode.Normal));
            time.Advance(TimeSpan.FromSeconds(1));
            writer.Tick();
        }
    }

    private sealed class SignalTime : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan by) => _ticks += by.Ticks;
    }
}
