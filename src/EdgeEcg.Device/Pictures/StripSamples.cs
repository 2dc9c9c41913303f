using EdgeEcg.Records;

namespace EdgeEcg.Device.Pictures;

/// <summary>Some seconds of a record's leads, in µV about the middle of each; NaN where nothing is.</summary>
/// <param name="StartSampleIndex">Of the first sample; may lie before the record.</param>
/// <param name="Leads">All of one length.</param>
internal sealed record StripSamples(long StartSampleIndex, float[][] Leads)
{
    public int Count => Leads[0].Length;

    /// <summary>Reads several strips in one pass.</summary>
    /// <param name="record">Read from its beginning.</param>
    /// <param name="starts">Index of each strip's first sample.</param>
    /// <param name="count">Samples of each.</param>
    /// <exception cref="BadRecordException">The record cannot be read.</exception>
    public static IReadOnlyList<StripSamples> Read(WfdbRecord record, IReadOnlyList<long> starts, int count)
    {
        using LeadReader reader = new(record);
        StripSamples[] strips = [.. starts.Select(start => Empty(start, reader.Leads, count))];
        float[] microvolts = new float[reader.Leads];
        long end = starts.Count == 0 ? 0 : starts.Max() + count;
        for (long index = 0; index < end && reader.Next(microvolts, out uint connected); index++)
        {
            foreach (StripSamples strip in strips)
            {
                strip.Take(index, microvolts, connected);
            }
        }

        foreach (float[] lead in strips.SelectMany(strip => strip.Leads))
        {
            TakeMiddle(lead);
        }

        return strips;
    }

    private static StripSamples Empty(long start, int leads, int count) =>
        new(start, [.. Enumerable.Range(0, leads).Select(_ =>
        {
            float[] lead = new float[count];
            Array.Fill(lead, float.NaN);
            return lead;
        })]);

    private void Take(long index, float[] microvolts, uint connected)
    {
        long at = index - StartSampleIndex;
        if (at < 0 || at >= Count)
        {
            return;
        }

        for (int lead = 0; lead < Leads.Length; lead++)
        {
            Leads[lead][at] = ((connected >> lead) & 1) == 0 ? float.NaN : microvolts[lead];
        }
    }

    // Electrodes have an offset that is larger than the ECG; the picture is about the ECG.
    private static void TakeMiddle(float[] lead)
    {
        float[] sorted = [.. lead.Where(value => !float.IsNaN(value)).Order()];
        float middle = sorted.Length == 0 ? 0 : sorted[sorted.Length / 2];
        for (int i = 0; i < lead.Length; i++)
        {
            lead[i] -= middle;
        }
    }
}
