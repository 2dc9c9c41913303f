namespace EdgeEcg.Device.Pictures;

/// <summary>
/// Something to draw on, in millimetres from the upper left corner: an ECG is read with a ruler, so its
/// pictures are drawn to scale. Colours are <c>#rrggbb</c>.
/// </summary>
internal interface IDrawing
{
    public double WidthMm { get; }

    public double HeightMm { get; }

    public void Box(double xMm, double yMm, double widthMm, double heightMm, string colour);

    /// <summary>Separate straight lines, for grids and ticks.</summary>
    public void Segments(ReadOnlySpan<SegmentMm> segments, double thicknessMm, string colour);

    /// <summary>One line through many points.</summary>
    public void Line(ReadOnlySpan<PointMm> points, double thicknessMm, string colour);

    /// <param name="xMm">Of the anchor.</param>
    /// <param name="baselineMm">What letters stand on.</param>
    /// <param name="capitalMm">Height of a capital letter.</param>
    /// <param name="text">One line; what is not printable ASCII, µ, ° or − is drawn as '?'.</param>
    /// <param name="colour">Of the letters.</param>
    /// <param name="anchor">Which part of the text is at x.</param>
    public void Text(
        double xMm, double baselineMm, double capitalMm, string text, string colour, TextAnchor anchor);
}
