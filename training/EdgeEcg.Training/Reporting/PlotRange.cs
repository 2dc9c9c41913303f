namespace EdgeEcg.Training.Reporting;

/// <summary>What an axis covers.</summary>
internal readonly record struct PlotRange(double Min, double Max)
{
    /// <summary>Round steps between ticks are these times a power of ten.</summary>
    private static readonly double[] RoundSteps = [1, 2, 5, 10];

    public double Span => Max - Min;

    /// <summary>From the smallest to the largest value, or a little around the only one.</summary>
    public static PlotRange Over(IEnumerable<double> values)
    {
        (double min, double max) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (double value in values)
        {
            (min, max) = (Math.Min(min, value), Math.Max(max, value));
        }

        return max > min ? new PlotRange(min, max) : new PlotRange(min - 1, min + 1);
    }

    /// <summary>So that dots at the edge are whole.</summary>
    public PlotRange WithMargin => new(Min - (Span / 20), Max + (Span / 20));

    public double Clamp(double value) => Math.Clamp(value, Min, Max);

    /// <summary>Four to nine round numbers within the range.</summary>
    public IEnumerable<double> Ticks()
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10(Span / 4)));
        double step = power;
        foreach (double round in RoundSteps)
        {
            step = Span / (round * power) >= 4 ? round * power : step;
        }

        for (double tick = Math.Ceiling(Min / step) * step; tick <= Max + (step * 1e-9); tick += step)
        {
            yield return Math.Abs(tick) < step * 1e-9 ? 0 : tick;
        }
    }
}
