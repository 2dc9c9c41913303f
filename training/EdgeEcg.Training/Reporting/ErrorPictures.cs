using System.Globalization;
using System.Net;
using System.Text;

namespace EdgeEcg.Training.Reporting;

/// <summary>
/// A page of the beats of one record that a model got wrong worst: normal ones that score highest, abnormal
/// ones that score lowest, each drawn over the wearer's median beat.
/// </summary>
public sealed class ErrorPictures
{
    private const int LeadWidth = 210;
    private const int Height = 150;

    private readonly int _samplesPerLead;
    private readonly StringBuilder _html = new();

    /// <param name="title">Of the page.</param>
    /// <param name="samplesPerLead">Of every beat.</param>
    public ErrorPictures(string title, int samplesPerLead)
    {
        _samplesPerLead = samplesPerLead;
        string name = WebUtility.HtmlEncode(title);
        _html.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><title>{{name}}</title>
            <style>
            body { font: 14px sans-serif; margin: 1em } figure { display: inline-block; margin: .4em }
            figcaption { font-size: 12px; max-width: 30em } polyline { fill: none; stroke-width: 1.2 }
            .n { stroke: #999 } .b { stroke: #c22 }
            </style>
            <h1>{{name}}</h1>

            """);
    }

    public void Heading(string text) => _html.Append(
        CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(text)}</h2>\n");

    /// <param name="caption">Below the picture.</param>
    /// <param name="beat">Leads × samples, relative to the wearer.</param>
    /// <param name="normal">The median beat, the same way.</param>
    public void Beat(string caption, ReadOnlySpan<float> beat, ReadOnlySpan<float> normal)
    {
        int leads = beat.Length / _samplesPerLead;
        CultureInfo invariant = CultureInfo.InvariantCulture;
        float scale = Height / 2f / MathF.Max(1, Largest(beat, Largest(normal, 0)));
        _html.Append(invariant, $"<figure><svg width=\"{leads * LeadWidth}\" height=\"{Height}\">");
        for (int lead = 0; lead < leads; lead++)
        {
            Range range = (lead * _samplesPerLead)..((lead + 1) * _samplesPerLead);
            Line("n", lead, normal[range], scale);
            Line("b", lead, beat[range], scale);
        }

        _html.Append(
            invariant, $"</svg><figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>\n");
    }

    public string ToHtml() => _html + "</html>\n";

    private void Line(string style, int lead, ReadOnlySpan<float> values, float scale)
    {
        CultureInfo invariant = CultureInfo.InvariantCulture;
        _html.Append(invariant, $"<polyline class=\"{style}\" points=\"");
        for (int i = 0; i < values.Length; i++)
        {
            float x = lead * LeadWidth + 5 + (LeadWidth - 10f) * i / values.Length;
            _html.Append(invariant, $"{x:0.0},{Height / 2f - values[i] * scale:0.0} ");
        }

        _html.Append("\"/>");
    }

    private static float Largest(ReadOnlySpan<float> values, float atLeast)
    {
        foreach (float value in values)
        {
            atLeast = Math.Max(atLeast, Math.Abs(value));
        }

        return atLeast;
    }
}
