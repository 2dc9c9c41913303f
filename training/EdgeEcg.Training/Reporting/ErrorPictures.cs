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

    private const string Style = """
        figure { display: inline-block; width: auto; margin: .4rem; vertical-align: top; }
        figure svg { width: auto; max-width: 100%; }
        figcaption { max-width: 30em; font-weight: 400; }
        polyline.n { stroke: var(--third); }
        polyline.b { stroke: var(--abnormal); }
        """;

    private readonly int _samplesPerLead;
    private readonly StringBuilder _html = new();

    /// <param name="title">Of the page.</param>
    /// <param name="samplesPerLead">Of every beat.</param>
    public ErrorPictures(string title, int samplesPerLead)
    {
        _samplesPerLead = samplesPerLead;
        _html.Append(PageHead.Of(title, HtmlReport.Style() + Style));
        _html.Append("<p>Grey: the wearer's normal beat; coloured: this beat, lead beside lead. ");
        _html.Append("Not a medical device; nothing here is for diagnosis.</p>\n");
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
        string name = WebUtility.HtmlEncode(caption);
        _html.Append(invariant, $"<figure><svg width=\"{leads * LeadWidth}\" height=\"{Height}\" ");
        _html.Append(invariant, $"viewBox=\"0 0 {leads * LeadWidth} {Height}\" role=\"img\" ");
        _html.Append(invariant, $"aria-label=\"{name}\">");
        for (int lead = 0; lead < leads; lead++)
        {
            Range range = (lead * _samplesPerLead)..((lead + 1) * _samplesPerLead);
            Line("n", lead, normal[range], scale);
            Line("b", lead, beat[range], scale);
        }

        _html.Append(invariant, $"</svg><figcaption>{name}</figcaption></figure>\n");
    }

    public string ToHtml() => _html + PageHead.End;

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
