using System.Globalization;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// The offset record of a recording: how the wall clock stood to the clock that dates the samples, whenever
/// that changed. So what was recorded before a late synchronisation is dated by it afterwards, and a jump of
/// the wall clock moves no sample. One line of <see cref="CheckedText"/> per reading:
/// <code>timestamp_ns sample_index utc state</code>
/// </summary>
public sealed class ClockLog
{
    private const int MaxBytes = 16 << 20;
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffffffZ";

    private static readonly string[] TrustWords = ["unset", "holdover", "synced"];

    private ClockLog(IReadOnlyList<ClockReading> readings, int damagedLines) =>
        (Readings, DamagedLines) = (readings, damagedLines);

    /// <summary>In the order in which they were taken.</summary>
    public IReadOnlyList<ClockReading> Readings { get; }

    public int DamagedLines { get; }

    /// <summary>The file in the folder of a recording.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "clock.log");

    /// <summary>Empty where there is no such file.</summary>
    public static ClockLog Read(string path)
    {
        List<ClockReading> readings = [];
        int damaged = 0;
        List<string[]> lines = File.Exists(path)
            ? CheckedText.Read(RecordFile.ReadAll(path, MaxBytes, "a clock log"), out damaged)
            : [];
        foreach (string[] words in lines)
        {
            CultureInfo invariant = CultureInfo.InvariantCulture;
            readings.Add(new ClockReading(
                long.Parse(words[0], invariant),
                long.Parse(words[1], invariant),
                DateTimeOffset.ParseExact(words[2], TimeFormat, invariant, DateTimeStyles.AssumeUniversal),
                (ClockTrust)Array.IndexOf(TrustWords, words[3])));
        }

        return new ClockLog(readings, damaged);
    }

    /// <summary>A log of these readings.</summary>
    public static ClockLog Of(IEnumerable<ClockReading> readings) => new([.. readings], 0);

    public static string Line(in ClockReading reading) => CheckedText.Line(
        $"{reading.TimestampNs} {reading.SampleIndex} {Text(reading.Time)} {TrustWords[(int)reading.Trust]}");

    /// <summary>
    /// The wall time of a moment: by the last reading of a synchronised clock before it, or by the first one
    /// after it (a late synchronisation dates what came before); where the clock never was synchronised, the
    /// same with a clock that was carried over. Null where it was never known.
    /// </summary>
    public (DateTimeOffset Time, ClockTrust Trust)? TimeOf(long timestampNs)
    {
        ClockReading? best = null;
        foreach (ClockReading reading in Readings)
        {
            if (reading.Trust > (best?.Trust ?? ClockTrust.Unset)
                || (reading.Trust == best?.Trust && reading.TimestampNs <= timestampNs))
            {
                best = reading;
            }
        }

        return best is { } by ? (by.At(timestampNs), by.Trust) : null;
    }

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
}
