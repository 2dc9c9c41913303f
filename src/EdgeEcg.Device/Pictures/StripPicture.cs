using EdgeEcg.Core;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// A strip as a clinician knows it: ECG paper to scale, a pulse of 1 mV before each lead, seconds ticked,
/// abnormal beats marked, who and when above and what it is not below.
/// </summary>
internal sealed class StripPicture
{
    public const string Disclaimer = "EdgeEcg. Not a medical device. Not for diagnosis.";
    private const double HeadMm = 13;
    private const double FootMm = 7;
    private const double TitleMm = 3.2;
    private const double SmallMm = 2.1;

    /// <summary>From the lead's own extremes to the next lead or the paper's edge.</summary>
    private const double AirMm = 6;

    private const double LeastLeadMm = 30;
    private const double MostLeadMm = 60;

    /// <summary>Room of a report is dear.</summary>
    private const double LeastBareLeadMm = 25;

    private readonly StripSamples _samples;
    private readonly SampleRate _rate;
    private readonly Lazy<(double ZeroMm, double HeightMm)[]> _leads;

    public StripPicture(StripSamples samples, SampleRate rate)
    {
        (_samples, _rate) = (samples, rate);
        _leads = new(() => [.. samples.Leads.Select(Room)]);
    }

    public required string Title { get; init; }

    /// <summary>Who, when and why, in one line.</summary>
    public required string Subtitle { get; init; }

    public required IReadOnlyList<string> LeadNames { get; init; }

    /// <summary>Indexes of abnormal beats, in samples of the record.</summary>
    public required IReadOnlyList<long> Marks { get; init; }

    /// <summary>Leaves the heading out; a report has its own.</summary>
    public bool IsBare { get; init; }

    public double WidthMm => (2 * MarginMm) + PaperWidthMm;

    public double HeightMm => TopMm + PaperHeightMm + (IsBare ? 1 : FootMm);

    private double MarginMm => IsBare ? 0.5 : 5;

    private double TopMm => IsBare ? 1 : HeadMm;

    private double PaperWidthMm => Math.Ceiling(
        EcgPaper.PulseRoomMm + (_samples.Count / _rate.Hz * EcgPaper.MmPerSecond));

    private double PaperHeightMm => _leads.Value.Sum(lead => lead.HeightMm);

    public void Draw(IDrawing on)
    {
        on.Box(0, 0, WidthMm, HeightMm, "#ffffff");
        EcgPaper.DrawGrid(on, MarginMm, TopMm, PaperWidthMm, PaperHeightMm);
        DrawSeconds(on);
        DrawMarks(on);
        DrawLeads(on);
        if (IsBare)
        {
            return;
        }

        double right = WidthMm - MarginMm;
        on.Text(MarginMm, 6, TitleMm, Title, EcgPaper.Ink, TextAnchor.Start);
        on.Text(right, 6, SmallMm, "25 mm/s   10 mm/mV   unfiltered", EcgPaper.Ink, TextAnchor.End);
        on.Text(MarginMm, 11, SmallMm, Subtitle, EcgPaper.Quiet, TextAnchor.Start);
        double foot = HeightMm - 2.2;
        on.Text(right, foot, SmallMm, Disclaimer, EcgPaper.Quiet, TextAnchor.End);
        on.Text(MarginMm, foot, SmallMm, "Triangles: judged abnormal.", EcgPaper.Quiet, TextAnchor.Start);
    }

    private (double ZeroMm, double HeightMm) Room(float[] lead)
    {
        float[] numbers = [.. lead.Where(value => !float.IsNaN(value))];
        double highest = numbers.Length == 0 ? 0 : numbers.Max() / 1000 * EcgPaper.MmPerMillivolt;
        double lowest = numbers.Length == 0 ? 0 : numbers.Min() / 1000 * EcgPaper.MmPerMillivolt;
        double height = Math.Clamp(
            highest - lowest + (2 * AirMm), IsBare ? LeastBareLeadMm : LeastLeadMm, MostLeadMm);

        // To the next large square, so that the paper ends with one.
        height = 5 * Math.Ceiling(height / 5);
        double zero = Math.Round((height + highest + lowest) / 2);
        return (Math.Clamp(zero, EcgPaper.MmPerMillivolt + 1, height - 2), height);
    }

    private double X(long sampleIndex) => MarginMm + EcgPaper.PulseRoomMm
        + ((sampleIndex - _samples.StartSampleIndex) / _rate.Hz * EcgPaper.MmPerSecond);

    private void DrawSeconds(IDrawing on)
    {
        int seconds = (int)(_samples.Count / _rate.Hz);
        SegmentMm[] ticks = new SegmentMm[seconds + 1];
        for (int i = 0; i <= seconds; i++)
        {
            double x = X(_samples.StartSampleIndex) + (i * EcgPaper.MmPerSecond);
            ticks[i] = new SegmentMm(x, TopMm, x, TopMm + 2);
        }

        on.Segments(ticks, 0.3, EcgPaper.Quiet);
    }

    private void DrawMarks(IDrawing on)
    {
        double y = TopMm + 3;
        foreach (long mark in Marks)
        {
            double x = X(mark);
            on.Line([new(x - 1.1, y), new(x + 1.1, y), new(x, y + 2), new(x - 1.1, y)], 0.4, EcgPaper.Mark);
        }
    }

    private void DrawLeads(IDrawing on)
    {
        double top = TopMm;
        for (int lead = 0; lead < _leads.Value.Length; lead++)
        {
            (double zero, double height) = _leads.Value[lead];
            EcgPaper.DrawPulse(on, MarginMm + 0.5, top + zero);
            double left = X(_samples.StartSampleIndex);
            EcgPaper.DrawTrace(
                on, left, top + zero, _samples.Leads[lead], _rate.Hz, top, top + height);
            on.Text(
                MarginMm + 1, top + height - 1.5, SmallMm, LeadNames[lead], EcgPaper.Ink, TextAnchor.Start);
            top += height;
        }
    }
}
