using EdgeEcg.Monitor;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// The day at a glance: the heart rate with its range, and below it, on the same axis, when which events
/// were.
/// </summary>
internal sealed class TrendPicture
{
    public const double WidthMm = 186;
    private const double LeftMm = 30;
    private const double RightMm = 3;
    private const double TopMm = 3;
    private const double RatesMm = 34;
    private const double RowMm = 4;
    private const double AxisMm = 5;
    private const double LettersMm = 1.9;
    private const int MostRows = 8;
    private const string Range = "#b9cfe6";
    private const string Grid = "#d4d8dc";
    private const string Line = "#144a80";

    private readonly JudgedRecord _record;
    private readonly DayFigures _figures;
    private readonly string[] _codes;
    private readonly double _lowest;
    private readonly double _highest;

    public TrendPicture(JudgedRecord record, DayFigures figures)
    {
        (_record, _figures) = (record, figures);
        _codes = [.. figures.EventsByCode.Take(MostRows).Select(entry => entry.Code)];
        _lowest = Math.Floor(Math.Min(50, figures.Trend.Min(bin => bin.LowestBpm) ?? 50) / 10) * 10;
        _highest = Math.Ceiling(Math.Max(110, figures.Trend.Max(bin => bin.HighestBpm) ?? 110) / 10) * 10;
    }

    public double HeightMm => TopMm + RatesMm + AxisMm + (Rows * RowMm) + 1;

    /// <summary>One for each kind of event, and one for the time that was not judged, if any.</summary>
    public int Rows => _codes.Length + (_record.NotJudged.Any ? 1 : 0);

    public void Draw(IDrawing on)
    {
        DrawAxes(on);
        DrawRates(on);
        DrawEvents(on);
        DrawNotJudged(on);
    }

    private static double X(double share) => LeftMm + (share * (WidthMm - LeftMm - RightMm));

    private double Y(double bpm) => TopMm + (RatesMm * (1 - ((bpm - _lowest) / (_highest - _lowest))));

    private void DrawAxes(IDrawing on)
    {
        double step = _highest - _lowest > 100 ? 40 : 20;
        for (double bpm = Math.Ceiling(_lowest / step) * step; bpm <= _highest; bpm += step)
        {
            on.Segments([new(LeftMm, Y(bpm), WidthMm - RightMm, Y(bpm))], 0.15, Grid);
            on.Text(LeftMm - 1.5, Y(bpm) + 0.9, LettersMm, $"{bpm:0}", EcgPaper.Quiet, TextAnchor.End);
        }

        on.Text(1, TopMm + 2.5, LettersMm, "beats/min", EcgPaper.Quiet, TextAnchor.Start);
        const int Ticks = 6;
        for (int i = 0; i <= Ticks; i++)
        {
            double x = X(i / (double)Ticks);
            double bottom = HeightMm - 1;
            on.Segments([new(x, TopMm, x, bottom)], 0.15, Grid);
            TextAnchor anchor = i == 0 ? TextAnchor.Start : i == Ticks ? TextAnchor.End : TextAnchor.Middle;
            string time = _record.TimeOf(_record.SampleCount * i / Ticks);
            on.Text(x, TopMm + RatesMm + 3.6, LettersMm, time, EcgPaper.Quiet, anchor);
        }
    }

    private void DrawRates(IDrawing on)
    {
        double width = (WidthMm - LeftMm - RightMm) / _figures.Trend.Count;
        List<PointMm> line = [];
        for (int i = 0; i <= _figures.Trend.Count; i++)
        {
            RateBin bin = i < _figures.Trend.Count ? _figures.Trend[i] : default;
            if (bin.MeanBpm is { } mean)
            {
                double x = X(i / (double)_figures.Trend.Count);
                double top = Y(bin.HighestBpm!.Value);
                on.Box(x, top, width, Math.Max(0.2, Y(bin.LowestBpm!.Value) - top), Range);
                line.Add(new PointMm(x + (width / 2), Y(mean)));
            }
            else if (line.Count > 0)
            {
                on.Line([.. line], 0.35, Line);
                line.Clear();
            }
        }
    }

    private void DrawNotJudged(IDrawing on)
    {
        if (!_record.NotJudged.Any)
        {
            return;
        }

        double y = TopMm + RatesMm + AxisMm + (_codes.Length * RowMm);
        foreach ((double from, double to) in _record.NotJudged.Stretches())
        {
            on.Box(X(from), y + 0.9, X(to) - X(from), RowMm - 1.8, EcgPaper.Quiet);
        }

        on.Text(LeftMm - 1.5, y + 2.8, LettersMm, "not judged", EcgPaper.Ink, TextAnchor.End);
    }

    private void DrawEvents(IDrawing on)
    {
        double top = TopMm + RatesMm + AxisMm;
        for (int row = 0; row < _codes.Length; row++)
        {
            double y = top + (row * RowMm);
            HeartEvent[] events = [.. _record.Events.Where(happened => happened.Code == _codes[row])];
            SegmentMm[] ticks = [.. events.Select(happened =>
            {
                double x = X(happened.SampleIndex / (double)_record.SampleCount);
                return new SegmentMm(x, y + 0.6, x, y + RowMm - 0.6);
            })];
            on.Segments(ticks, 0.25, EcgPaper.Mark);
            string name = EventWords.Of(_codes[row]);
            on.Text(LeftMm - 1.5, y + 2.8, LettersMm, name, EcgPaper.Ink, TextAnchor.End);
        }
    }
}
