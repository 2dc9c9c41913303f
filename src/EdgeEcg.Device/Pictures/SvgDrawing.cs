using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeEcg.Device.Pictures;

/// <summary>A drawing as SVG: one unit is a millimetre, and it prints at that size.</summary>
internal sealed class SvgDrawing(double widthMm, double heightMm) : IDrawing
{
    /// <summary>Capitals of the usual sans-serif fonts are this share of the font's size.</summary>
    private const double CapitalShare = 0.72;

    private readonly StringBuilder _shapes = new();

    public double WidthMm => widthMm;

    public double HeightMm => heightMm;

    public void Box(double xMm, double yMm, double boxWidthMm, double boxHeightMm, string colour)
    {
        Append($"<rect x=\"{xMm:0.##}\" y=\"{yMm:0.##}\" width=\"{boxWidthMm:0.##}\" ");
        Append($"height=\"{boxHeightMm:0.##}\" fill=\"{colour}\"/>\n");
    }

    public void Segments(ReadOnlySpan<SegmentMm> segments, double thicknessMm, string colour)
    {
        _shapes.Append("<path d=\"");
        foreach (SegmentMm segment in segments)
        {
            Append($"M{segment.X1:0.##} {segment.Y1:0.##}L{segment.X2:0.##} {segment.Y2:0.##}");
        }

        Append($"\" stroke=\"{colour}\" stroke-width=\"{thicknessMm:0.##}\"/>\n");
    }

    public void Line(ReadOnlySpan<PointMm> points, double thicknessMm, string colour)
    {
        _shapes.Append("<polyline points=\"");
        foreach (PointMm point in points)
        {
            Append($"{point.X:0.##},{point.Y:0.##} ");
        }

        _shapes.Length -= points.Length > 0 ? 1 : 0;
        Append($"\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{thicknessMm:0.##}\"");
        _shapes.Append(" stroke-linejoin=\"round\"/>\n");
    }

    public void Text(
        double xMm, double baselineMm, double capitalMm, string text, string colour, TextAnchor anchor)
    {
        string place = anchor switch
        {
            TextAnchor.Middle => " text-anchor=\"middle\"",
            TextAnchor.End => " text-anchor=\"end\"",
            _ => string.Empty,
        };
        Append($"<text x=\"{xMm:0.##}\" y=\"{baselineMm:0.##}\" fill=\"{colour}\"{place} ");
        Append($"font-size=\"{capitalMm / CapitalShare:0.##}\">{WebUtility.HtmlEncode(text)}</text>\n");
    }

    /// <summary>A file of its own.</summary>
    /// <param name="title">For those who cannot see it.</param>
    public string ToFile(string title) =>
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + ToElement(title);

    /// <summary>A part of an HTML page, which may show it smaller.</summary>
    /// <inheritdoc cref="ToFile"/>
    public string ToElement(string title)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        string size = string.Create(invariant, $"{widthMm:0.##}mm\" height=\"{heightMm:0.##}mm");
        string box = string.Create(invariant, $"0 0 {widthMm:0.##} {heightMm:0.##}");
        string label = WebUtility.HtmlEncode(title);
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{size}\" viewBox=\"{box}\" role=\"img\" "
            + $"aria-label=\"{label}\" font-family=\"Helvetica, Arial, sans-serif\">\n{_shapes}</svg>\n";
    }

    private void Append(FormattableString text) =>
        _shapes.Append(text.ToString(CultureInfo.InvariantCulture));
}
