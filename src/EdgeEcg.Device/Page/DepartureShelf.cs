using EdgeEcg.Core;
using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The model's opinion of the last abnormal beats: where its reconstruction departs from each. Kept as it
/// comes, in memory that is taken once; made into JSON when a strip is opened. Not thread-safe.
/// </summary>
internal sealed class DepartureShelf
{
    private const int Leads = 2;
    private const int MostBeats = 256;

    private static readonly BeatWindow Window = BeatWindow.Standard;

    private readonly float[] _microvolts = new float[MostBeats * Leads * Window.Samples];
    private readonly long[] _sampleIndexes = new long[MostBeats];
    private long _count;

    public void Add(long sampleIndex, ReadOnlySpan<float> microvolts)
    {
        int slot = (int)(_count++ % MostBeats);
        _sampleIndexes[slot] = sampleIndex;
        microvolts.CopyTo(_microvolts.AsSpan(slot * Leads * Window.Samples));
    }

    /// <summary>The beats from one sample to another, oldest first.</summary>
    public ReadOnlyMemory<byte> ToJson(long from, long to) => PageJson.Write(writer =>
    {
        writer.WriteStartArray();
        for (long i = Math.Max(0, _count - MostBeats); i < _count; i++)
        {
            int slot = (int)(i % MostBeats);
            if (_sampleIndexes[slot] < from || _sampleIndexes[slot] >= to)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteNumber("position", _sampleIndexes[slot]);
            writer.WriteNumber("before_ms", Window.BeforeMs);
            writer.WriteNumber("rate_sps", Window.Rate.Hz);
            writer.WriteStartArray("leads");
            for (int lead = 0; lead < Leads; lead++)
            {
                int at = ((slot * Leads) + lead) * Window.Samples;
                StripChannel packed = StripChannel.FromMicrovolts(
                    $"{lead + 1}", _microvolts.AsSpan(at, Window.Samples));
                writer.WriteStartObject();
                writer.WriteNumber("origin_uv", packed.OriginUv);
                writer.WriteNumber("factor_uv", packed.FactorUv);
                writer.WriteString("data", packed.Data);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });
}
