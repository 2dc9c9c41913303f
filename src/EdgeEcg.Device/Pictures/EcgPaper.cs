namespace EdgeEcg.Device.Pictures;

/// <summary>
/// ECG paper as clinics print it: 1 mm squares, every fifth line stronger, 25 mm a second, 10 mm a millivolt,
/// and in front of a trace the pulse of 1 mV for 0.2 s that says so.
/// </summary>
internal static class EcgPaper
{
    public const double MmPerSecond = 25;
    public const double MmPerMillivolt = 10;
    public const string Ink = "#000000";
    public const string Quiet = "#444444";
    public const string Mark = "#a00018";

    /// <summary>Room for the calibration pulse in front of a trace.</summary>
    public const double PulseRoomMm = 10;

    private const string Fine = "#f5d0d0";
    private const string Coarse = "#dd9a9a";
    private const double TraceMm = 0.3;
    private const double PulseWidthMm = 0.2 * MmPerSecond;

    public static void DrawGrid(IDrawing on, double xMm, double yMm, double widthMm, double heightMm)
    {
        foreach ((int every, string colour, double thicknessMm) in
            new[] { (1, Fine, 0.1), (5, Coarse, 0.15) })
        {
            List<SegmentMm> lines = [];
            for (int mm = 0; mm <= widthMm; mm += every)
            {
                lines.Add(new SegmentMm(xMm + mm, yMm, xMm + mm, yMm + heightMm));
            }

            for (int mm = 0; mm <= heightMm; mm += every)
            {
                lines.Add(new SegmentMm(xMm, yMm + mm, xMm + widthMm, yMm + mm));
            }

            on.Segments([.. lines], thicknessMm, colour);
        }
    }

    /// <summary>1 mV high, 0.2 s wide, on the line of zero.</summary>
    public static void DrawPulse(IDrawing on, double xMm, double zeroMm)
    {
        double top = zeroMm - MmPerMillivolt;
        on.Line(
            [
                new(xMm, zeroMm), new(xMm + 1, zeroMm), new(xMm + 1, top), new(xMm + 1 + PulseWidthMm, top),
                new(xMm + 1 + PulseWidthMm, zeroMm), new(xMm + 2 + PulseWidthMm, zeroMm),
            ],
            TraceMm,
            Ink);
    }

    /// <param name="on">The drawing.</param>
    /// <param name="xMm">Of the first sample.</param>
    /// <param name="zeroMm">Of 0 µV.</param>
    /// <param name="microvolts">NaN where the line is interrupted.</param>
    /// <param name="rateHz">Samples per second.</param>
    /// <param name="topMm">What would go higher is drawn here.</param>
    /// <param name="bottomMm">What would go lower is drawn here.</param>
    public static void DrawTrace(
        IDrawing on,
        double xMm,
        double zeroMm,
        ReadOnlySpan<float> microvolts,
        double rateHz,
        double topMm,
        double bottomMm)
    {
        List<PointMm> points = [];
        for (int i = 0; i <= microvolts.Length; i++)
        {
            if (i < microvolts.Length && !float.IsNaN(microvolts[i]))
            {
                double y = zeroMm - (microvolts[i] / 1000 * MmPerMillivolt);
                points.Add(new PointMm(xMm + (i / rateHz * MmPerSecond), Math.Clamp(y, topMm, bottomMm)));
            }
            else if (points.Count > 0)
            {
                on.Line([.. points], TraceMm, Ink);
                points.Clear();
            }
        }
    }
}
