using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Records.Recording;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Records.Recording;

/// <summary>
/// A recorder on a disk that can fail, fed with samples whose codes tell where they belong, in virtual time.
/// </summary>
internal sealed class RecordingBench : IDisposable
{
    public const int Hz = 500;

    private readonly TemporaryFolder _folder = new();
    private RecordingWriter? _writer;

    public RecordingLimits Limits { get; set; } = new(
        TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(10), long.MaxValue, TimeSpan.FromDays(1000), 0,
        TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

    public string Folder => _folder.Path;

    public string Recordings => _folder.File("recordings");

    public ManualTimeProvider Time { get; } = new();

    public FaultyDisk Disk { get; } = new();

    public long Next { get; private set; }

    public RecordingWriter Writer => _writer ??= new RecordingWriter(Disk, Recordings, Info, Limits, Time);

    public RecordingInfo Info { get; set; } = new("bench", "boot1", true, new SampleRate(Hz), 0.05, 0.05);

    public static int Code1(long sample) => (int)((sample * 7919) % 2_000_003) - 1_000_000;

    public static int Code2(long sample) => (int)((sample * 104_729) % 3_000_017) - 1_500_000;

    /// <summary>Samples one after the other; virtual time goes on with them.</summary>
    public void Record(double seconds)
    {
        long end = Next + (long)(seconds * Hz);
        for (; Next < end; Next++)
        {
            Writer.Append(new RecordedSample(Next, Next * 2_000_000, Code1(Next), Code2(Next)));
            if (Next % Hz == 0)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                Writer.Annotate(new Annotation(Math.Max(0, Next - (Hz / 2)), AnnotationCode.Normal));
                Writer.Tick();
            }
        }
    }

    /// <summary>Samples that never came.</summary>
    public void Skip(double seconds) => Next += (long)(seconds * Hz);

    /// <summary>The run ends; the next one gets another boot id and counts its samples from 0.</summary>
    public void Restart(string boot)
    {
        _writer?.Dispose();
        Unplug();
        Info = Info with { Boot = boot };
        Next = 0;
    }

    /// <summary>The power goes: nothing is completed.</summary>
    public void Unplug()
    {
        _writer = null;
        Disk.CloseAll();
    }

    public RecordingCatalog Catalog() => RecordingCatalog.Read(Recordings);

    /// <summary>Exports what there is, and says for each sample of channel 1 whether it is the one
    /// recorded.</summary>
    public (long Good, long Missing, long Wrong) Compare(StoredRecording recording)
    {
        using TemporaryFolder target = new();
        ExportSummary summary = new RecordingExport(recording, target.Path, ExportFormat.Wfdb)
            .Write(recording.Span, "x");
        (long good, long missing, long wrong) = (0, 0, 0);
        foreach (string path in summary.Records)
        {
            WfdbRecord record = WfdbRecord.Open(path);
            string first = record.Header.Comments.Single(
                c => c.StartsWith("first_sample", StringComparison.Ordinal));
            long sample = long.Parse(first.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
            int[][] codes = RecordFolder.ReadAll(path);
            for (int i = 0; i < codes[0].Length; i++, sample++)
            {
                bool same = codes[0][i] == Code1(sample) && codes[1][i] == Code2(sample);
                bool marked = codes[0][i] == WfdbSignalReader.MissingCode;
                (good, missing, wrong) = (good + (same ? 1 : 0), missing + (marked ? 1 : 0),
                    wrong + (!same && !marked ? 1 : 0));
            }
        }

        return (good, missing, wrong);
    }

    public void Dispose()
    {
        Unplug();
        _folder.Dispose();
    }
}
