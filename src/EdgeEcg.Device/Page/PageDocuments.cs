using System.Text.Json;
using EdgeEcg.Records.Recording;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Page;

/// <summary>
/// What the page shows besides what the monitor tells: the model's card, and what the disk holds of the last
/// day. Looked up when somebody asks, and then not again for a while, however many ask.
/// </summary>
internal sealed class PageDocuments
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private readonly string _recordings;
    private readonly TimeProvider _time;
    private ReadOnlyMemory<byte>? _lastLook;
    private long _lookedAt;

    /// <param name="model">The one that runs.</param>
    /// <param name="recordings">The recorder's folder, which need not be there.</param>
    /// <param name="time">For what the last day is.</param>
    public PageDocuments(ModelPackage model, string recordings, TimeProvider time)
    {
        (_recordings, _time) = (recordings, time);
        Model = JsonSerializer.SerializeToUtf8Bytes(model.Manifest, PageDocumentJson.Default.ModelManifest);
    }

    /// <summary>As in the package's <c>model.json</c>.</summary>
    public ReadOnlyMemory<byte> Model { get; }

    /// <summary>A list of {from_s, to_s, locked}, in seconds since 1970.</summary>
    public ReadOnlyMemory<byte> Recordings()
    {
        lock (_gate)
        {
            if (_lastLook is null || _time.GetElapsedTime(_lookedAt) > LookAgainAfter)
            {
                _lastLook = Look();
                _lookedAt = _time.GetTimestamp();
            }

            return _lastLook.Value;
        }
    }

    private ReadOnlyMemory<byte> Look()
    {
        DateTimeOffset since = _time.GetUtcNow() - Day;
        RecordingCatalog catalog = RecordingCatalog.Read(_recordings);
        return PageJson.Write(writer =>
        {
            writer.WriteStartArray();
            foreach (StoredRecording recording in catalog.Recordings.Where(r => r.EndTime > since))
            {
                foreach (SampleSpan piece in Pieces(recording))
                {
                    Write(writer, recording, piece, locked: false);
                }

                foreach (SampleSpan piece in recording.Locked)
                {
                    Write(writer, recording, piece, locked: true);
                }
            }

            writer.WriteEndArray();
        });
    }

    private static IEnumerable<SampleSpan> Pieces(StoredRecording recording)
    {
        long first = recording.Span.First;
        foreach (SampleSpan gap in recording.Gaps)
        {
            yield return new SampleSpan(first, gap.First);
            first = gap.End;
        }

        yield return new SampleSpan(first, recording.Span.End);
    }

    private static void Write(Utf8JsonWriter writer, StoredRecording recording, SampleSpan piece, bool locked)
    {
        writer.WriteStartObject();
        writer.WriteNumber("from_s", recording.TimeOf(piece.First)!.Value.ToUnixTimeSeconds());
        writer.WriteNumber("to_s", recording.TimeOf(piece.End - 1)!.Value.ToUnixTimeSeconds());
        writer.WriteBoolean("locked", locked);
        writer.WriteEndObject();
    }
}
