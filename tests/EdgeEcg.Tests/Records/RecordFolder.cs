using EdgeEcg.Core;
using EdgeEcg.Records;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Records;

/// <summary>A temporary folder in which a test lays out records, by hand or by seed.</summary>
internal sealed class RecordFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>A header as text and one signal file as bytes; returns the record's path.</summary>
    public string Lay(string name, string header, params byte[] signalFile)
    {
        System.IO.File.WriteAllText(File(name + ".hea"), header);
        System.IO.File.WriteAllBytes(File(name + ".dat"), signalFile);
        return File(name);
    }

    public string LayHeader(string header) => Lay("r", header, new byte[64]);

    /// <summary>Writes codes as a record of one signal file.</summary>
    public string Write(string name, SignalFormat format, int[][] codes)
    {
        WfdbSignal[] signals =
        [
            .. codes.Select((_, i) => new WfdbSignal
            {
                FileName = name + ".dat",
                Format = format,
                Gain = 200,
                Baseline = i,
                Description = $"lead {i}",
            }),
        ];
        WfdbHeader header = new() { Name = name, SampleRate = new SampleRate(360), Signals = signals };
        using WfdbSignalWriter writer = WfdbSignalWriter.Create(Path, header);
        writer.WriteCodes(codes, codes[0].Length);
        writer.Complete();
        return File(name);
    }

    /// <summary>All codes of a record, read in steps of an awkward size.</summary>
    public static int[][] ReadAll(string record, int step = 777)
    {
        using WfdbSignalReader reader = WfdbRecord.Open(record).OpenSignals();
        List<int>[] all = [.. reader.Signals.Select(_ => new List<int>())];
        int[][] buffer = [.. all.Select(_ => new int[step])];
        int count;
        while ((count = reader.ReadCodes(buffer)) > 0)
        {
            for (int s = 0; s < all.Length; s++)
            {
                all[s].AddRange(buffer[s].AsSpan(0, count));
            }
        }

        return [.. all.Select(a => a.ToArray())];
    }

    public void Dispose() => _folder.Dispose();
}
