using System.Globalization;
using System.Text;

namespace EdgeEcg.Records.Recording;

/// <summary>
/// An export as <c>NAME.csv</c>, one line per sample with its time and both leads in microvolts, and
/// <c>NAME.annotations.csv</c>. What is missing or not known is empty.
/// </summary>
internal sealed class CsvSink : IExportSink
{
    private const string TimeFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private readonly StoredRecording _recording;
    private readonly SampleSpan _span;
    private readonly AtomicFile _samples;
    private readonly StreamWriter _writer;
    private readonly string _path;
    private readonly double[] _microvoltsPerCode;
    private long _next;

    public CsvSink(string folder, string name, StoredRecording recording, SampleSpan span)
    {
        (_recording, _span, _next) = (recording, span, span.First);
        _path = Path.Combine(folder, name);
        _microvoltsPerCode =
            [recording.Info.Channel1MicrovoltsPerCode, recording.Info.Channel2MicrovoltsPerCode];
        _samples = new AtomicFile(_path + ".csv");
        _writer = new StreamWriter(_samples.Stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true);
        _writer.Write("sample_index,time_utc,lead_1_uv,lead_2_uv\n");
    }

    public void Take(int[][] channels, int count, long timestampNs)
    {
        double periodNs = 1e9 / _recording.Info.Rate.Hz;
        DateTimeOffset? first = _recording.Clock.TimeOf(timestampNs)?.Time;
        for (int i = 0; i < count; i++)
        {
            DateTimeOffset? time = first?.AddTicks((long)(i * periodNs / TimeSpan.NanosecondsPerTick));
            _writer.Write(string.Create(Invariant, $"{_next},{Text(time)},"));
            _writer.Write(string.Create(Invariant, $"{Text(channels, 0, i)},{Text(channels, 1, i)}\n"));
            _next++;
        }
    }

    public void Complete(IReadOnlyList<Annotation> annotations)
    {
        StringBuilder text = new("sample_index,time_utc,label,text\n");
        foreach (Annotation annotation in annotations)
        {
            long sample = _span.First + annotation.SampleIndex;
            string note = (annotation.Aux ?? "").Replace("\"", "\"\"", StringComparison.Ordinal);
            text.Append(Invariant, $"{sample},{Text(_recording.TimeOf(sample))},");
            text.Append(Invariant, $"{Quoted(annotation.Code.Mnemonic)},{Quoted(note)}\n");
        }

        AtomicFile.Write(_path + ".annotations.csv", Encoding.UTF8.GetBytes(text.ToString()));
        _writer.Flush();
        _samples.Commit();
    }

    /// <summary>The writer owns nothing but what has not been flushed; uncompleted, that goes.</summary>
    public void Dispose() => _samples.Dispose();

    private static string Text(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(TimeFormat, Invariant) ?? "";

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n ") ? $"\"{text}\"" : text;

    private string Text(int[][] channels, int channel, int at) => channels[channel][at] is var code
        && code == WfdbSignalReader.MissingCode
            ? ""
            : (code * _microvoltsPerCode[channel]).ToString("0.000", Invariant);
}
