using EdgeEcg.Records;
using EdgeEcg.Records.Recording;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// A record to draw: WFDB files that somebody names, or what the device recorded, copied out for as long as
/// it is needed.
/// </summary>
internal sealed class DrawnRecord : IDisposable
{
    private readonly DirectoryInfo? _copies;

    private DrawnRecord(WfdbRecord record, DirectoryInfo? copies) => (Record, _copies) = (record, copies);

    public WfdbRecord Record { get; }

    /// <summary>Whether a name means files rather than a recording of the device.</summary>
    public static bool IsFile(string name) =>
        File.Exists(name + ".hea") || File.Exists(Path.ChangeExtension(name, ".hea"));

    /// <exception cref="BadRecordException">The header cannot be read.</exception>
    public static DrawnRecord OfFile(string name) => new(WfdbRecord.Open(name), null);

    /// <summary>The longest piece of what was selected.</summary>
    /// <exception cref="BadRecordException">Nothing was recorded then.</exception>
    public static DrawnRecord Of(ExportSelection selection)
    {
        DirectoryInfo copies = Directory.CreateTempSubdirectory("edgeecg-export");
        try
        {
            (StoredRecording recording, SampleSpan span, string name) = selection.Stretches[^1];
            ExportSummary copied =
                new RecordingExport(recording, copies.FullName, ExportFormat.Wfdb).Write(span, name);
            WfdbRecord[] pieces = [.. copied.Records.Select(WfdbRecord.Open)];
            if (pieces.Length == 0)
            {
                throw BadRecordException.InFile(
                    recording.Folder, "nothing recorded then", "a time that --list shows");
            }

            if (pieces.Length > 1)
            {
                Console.Error.WriteLine($"edgeecg: {recording.Name} has {pieces.Length} pieces with long "
                    + "gaps between them; the longest is drawn");
            }

            return new DrawnRecord(pieces.MaxBy(piece => piece.Header.SampleCount)!, copies);
        }
        catch
        {
            copies.Delete(recursive: true);
            throw;
        }
    }

    public void Dispose() => _copies?.Delete(recursive: true);
}
