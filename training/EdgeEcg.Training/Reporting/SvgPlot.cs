using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeEcg.Training.Reporting;

/// <summary>
/// One diagram as inline SVG: axes with round numbers, lines, dots, bars, and a legend. Colours come from the
/// page's style sheet by the class of a series, so that a dark screen and a printer each have their own.
/// </summary>
internal sealed class SvgPlot
{
    private const double Width = 420;
    private const double Height = 250;
    private const double Left = 52;
    private const double Right = 10;
    private const double Top = 8;
    private const double Bottom = 38;

    private readonly string _title;
    private readonly string _xLabel;
    private readonly string _yLabel;
    private readonly PlotRange _x;
    private readonly PlotRange _y;
    private readonly StringBuilder _marks = new();
    private readonly StringBuilder _legend = new();

    public SvgPlot(string title, string xLabel, string yLabel, PlotRange x, PlotRange y)
    {
        (_title, _xLabel, _yLabel, _x, _y) = (title, xLabel, yLabel, x, y);
    }

    /// <param name="series">Class of the style sheet: normal, abnormal, third or mark.</param>
    /// <param name="name">In the legend; empty for none.</param>
    /// <param name="points">From left to right.</param>
    public SvgPlot Line(string series, string name, IEnumerable<(double X, double Y)> points)
    {
        string path = string.Join(' ', points.Select(p => $"{Text(X(p.X))},{Text(Y(p.Y))}"));
        _marks.Append(Invariant($"<polyline class=\"{series}\" points=\"{path}\"/>\n"));
        return Explain(series, name);
    }

    public SvgPlot Dots(string series, string name, IEnumerable<(double X, double Y)> points)
    {
        _marks.Append(Invariant($"<g class=\"{series} dots\">"));
        foreach ((double x, double y) in points)
        {
            _marks.Append(Invariant($"<circle cx=\"{Text(X(x))}\" cy=\"{Text(Y(y))}\" r=\"2\"/>"));
        }

        _marks.Append("</g>\n");
        return Explain(series, name);
    }

    /// <summary>
    /// Shares of the values in equal bins over the x axis; what lies beyond joins the edges.
    /// </summary>
    public SvgPlot Histogram(string series, string name, IReadOnlyList<float> values, int bins)
    {
        double width = _x.Span / bins;
        int[] counts = new int[bins];
        foreach (float value in values)
        {
            counts[(int)Math.Clamp((value - _x.Min) / width, 0, bins - 1)]++;
        }

        _marks.Append(Invariant($"<g class=\"{series} bars\">"));
        for (int bin = 0; bin < bins; bin++)
        {
            double top = Y(counts[bin] / (double)Math.Max(values.Count, 1));
            double left = X(_x.Min + (bin * width));
            double right = X(_x.Min + ((bin + 1) * width));
            _marks.Append(Invariant(
                $"<rect x=\"{Text(left)}\" y=\"{Text(top)}\" width=\"{Text(right - left)}\" "));
            _marks.Append(Invariant($"height=\"{Text(Y(_y.Min) - top)}\"/>"));
        }

        _marks.Append("</g>\n");
        return Explain(series, name);
    }

    public SvgPlot VerticalLine(string series, string name, double x) =>
        x < _x.Min || x > _x.Max ? this : Line(series, name, [(x, _y.Min), (x, _y.Max)]);

    public override string ToString()
    {
        StringBuilder svg = new();
        string title = WebUtility.HtmlEncode(_title);
        svg.Append(Invariant($"<figure><figcaption>{title}</figcaption>\n"));
        svg.Append(Invariant($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" "));
        svg.Append(Invariant($"aria-label=\"{title}\">\n"));
        AppendAxes(svg);
        svg.Append(_marks);
        svg.Append("</svg>\n");
        svg.Append(Invariant($"<p class=\"legend\">{_legend}</p></figure>\n"));
        return svg.ToString();
    }

    private void AppendAxes(StringBuilder svg)
    {
        foreach (double tick in _x.Ticks())
        {
            double x = X(tick);
            svg.Append(Invariant($"<line class=\"grid\" x1=\"{Text(x)}\" x2=\"{Text(x)}\" "));
            svg.Append(Invariant($"y1=\"{Top}\" y2=\"{Height - Bottom}\"/>"));
            svg.Append(Invariant($"<text x=\"{Text(x)}\" y=\"{Height - Bottom + 14}\" "));
            svg.Append(Invariant($"text-anchor=\"middle\">{tick:0.####}</text>\n"));
        }

        foreach (double tick in _y.Ticks())
        {
            double y = Y(tick);
            svg.Append(Invariant($"<line class=\"grid\" y1=\"{Text(y)}\" y2=\"{Text(y)}\" "));
            svg.Append(Invariant($"x1=\"{Left}\" x2=\"{Width - Right}\"/>"));
            svg.Append(Invariant($"<text x=\"{Left - 5}\" y=\"{Text(y + 4)}\" "));
            svg.Append(Invariant($"text-anchor=\"end\">{tick:0.####}</text>\n"));
        }

        double middle = Top + ((Height - Top - Bottom) / 2);
        svg.Append(Invariant($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 6}\" "));
        svg.Append(Invariant($"text-anchor=\"middle\">{WebUtility.HtmlEncode(_xLabel)}</text>"));
        svg.Append(Invariant($"<text transform=\"translate(11 {Text(middle)}) rotate(-90)\" "));
        svg.Append(Invariant($"text-anchor=\"middle\">{WebUtility.HtmlEncode(_yLabel)}</text>\n"));
    }

    private SvgPlot Explain(string series, string name)
    {
        if (name.Length > 0)
        {
            string encoded = WebUtility.HtmlEncode(name);
            _legend.Append(Invariant($"<span class=\"key {series}\"></span> {encoded} "));
        }

        return this;
    }

    private double X(double value) =>
        Left + ((_x.Clamp(value) - _x.Min) / _x.Span * (Width - Left - Right));

    private double Y(double value) =>
        Height - Bottom - ((_y.Clamp(value) - _y.Min) / _y.Span * (Height - Top - Bottom));

    private static string Text(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
