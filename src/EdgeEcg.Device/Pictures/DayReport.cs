using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EdgeEcg.Monitor;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// One page about one recording, as a Holter laboratory sends it: who and when, the heart rate over the day,
/// what happened how often, the longest runs, how much could not be judged, and strips to check it by. One
/// HTML file that needs nothing else and prints on one sheet of A4.
/// </summary>
internal sealed class DayReport
{
    private const int MostStrips = 3;
    private const int MostRuns = 5;

    /// <summary>What A4 has left for strips, before the rows of events are counted.</summary>
    private const double StripRoomMm = 130;

    /// <summary>A kind of event takes a row of the trend and one of the table.</summary>
    private const double RowMm = 8;

    private const double CaptionMm = 6;
    private const string StyleResource = "pictures/dayreport.css";

    private readonly JudgedRecord _record;
    private readonly DayFigures _figures;
    private readonly ModelManifest _model;
    private readonly StringBuilder _page = new();

    private DayReport(JudgedRecord record, ModelManifest model)
    {
        (_record, _figures, _model) = (record, new DayFigures(record), model);
    }

    /// <returns>The whole file.</returns>
    public static string Write(JudgedRecord record, ModelManifest model)
    {
        DayReport report = new(record, model);
        report.Head();
        report.Figures();
        report.Trend();
        report.Tables();
        report.Strips();
        report.Foot();
        return report._page.ToString();
    }

    private void Head()
    {
        string style = Style();
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        string name = WebUtility.HtmlEncode(_record.Record.Header.Name);
        string day = _record.Record.Header.BaseDate is { } date
            ? date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : "date not recorded";
        string clock = _record.Record.Header.BaseTime is null ? " since the start" : "";
        _page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        _page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Append($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        Append($"style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'\">\n");
        Append($"<link rel=\"icon\" href=\"data:,\">\n<title>ECG report {name}, {day}</title>\n");
        Append($"<style>{style}</style>\n</head>\n<body>\n<main>\n");
        Append($"<header><h1>ECG report <span>{name}</span></h1>\n");
        Append($"<p>{day}, {_record.TimeOf(0)} to {_record.TimeOf(_record.SampleCount)}{clock}, ");
        Append($"{Duration(_record.Length)} recorded. ");
        Append($"{WebUtility.HtmlEncode(string.Join(", ", _record.LeadNames))}, {_record.Rate}.</p>\n");
        _page.Append("<p class=\"warning\">Not a medical device. Not for diagnosis. Nobody has checked ");
        _page.Append("this report; it was made by a program.</p></header>\n");
    }

    private void Figures()
    {
        _page.Append("<dl class=\"figures\">\n");
        Figure("Heart rate", Rate(_figures.MeanBpm), "mean, beats/min");
        Figure("Lowest", Rate(_figures.Slowest?.Bpm), At(_figures.Slowest));
        Figure("Highest", Rate(_figures.Fastest?.Bpm), At(_figures.Fastest));
        double? longest = _figures.LongestInterval?.Beat.Rhythm.RrMs / 1000;
        string interval = longest is { } s ? Text($"{s:0.00} s") : "–";
        Figure("Longest interval", interval, At(_figures.LongestInterval));
        Figure("Beats", Text($"{_figures.Beats}"), Text($"{_figures.Scored} scored"));
        Figure("Abnormal beats", Text($"{_figures.Abnormal}"), Share(_figures.Abnormal, _figures.Beats));
        double seconds = Math.Max(1, _record.Length.TotalSeconds);
        Figure("Noise", Duration(_figures.Noise), Share(_figures.Noise.TotalSeconds, seconds));
        Figure("Electrodes off", Duration(_figures.LeadOff), Share(_figures.LeadOff.TotalSeconds, seconds));
        _page.Append("</dl>\n");
    }

    private void Figure(string name, string value, string note) => Append(
        $"<div><dt>{name}</dt><dd>{value}</dd><dd class=\"note\">{note}</dd></div>\n");

    private void Trend()
    {
        TrendPicture picture = new(_record, _figures);
        SvgDrawing drawing = new(TrendPicture.WidthMm, picture.HeightMm);
        picture.Draw(drawing);
        string spoken = $"Heart rate over the recording: mean {Rate(_figures.MeanBpm)}, "
            + $"{Rate(_figures.Slowest?.Bpm)} to {Rate(_figures.Fastest?.Bpm)} beats per minute";
        Append($"<section><h2>Heart rate and events</h2>\n{Wide(drawing.ToElement(spoken), "trend")}");
        _page.Append("</section>\n");
    }

    private void Tables()
    {
        _page.Append("<div class=\"columns\"><section><h2>Events by type</h2>\n<table><tr><th>event</th>");
        _page.Append("<th>count</th><th>per hour</th></tr>\n");
        double hours = Math.Max(_record.Length.TotalHours, 1 / 3600.0);
        foreach ((string code, int count) in _figures.EventsByCode)
        {
            Append($"<tr><td>{EventWords.Of(code)}</td><td>{count}</td><td>{count / hours:0.0}</td></tr>\n");
        }

        None(_figures.EventsByCode.Count, 3);
        _page.Append("</table></section>\n<section><h2>Longest runs of abnormal beats</h2>\n<table><tr>");
        _page.Append("<th>at</th><th>beats</th><th>beats/min</th></tr>\n");
        foreach (AbnormalRun run in _figures.Runs.Take(MostRuns))
        {
            Append($"<tr><td>{_record.TimeOf(run.SampleIndex)}</td><td>{run.Beats}</td>");
            Append($"<td>{run.Bpm:0}</td></tr>\n");
        }

        None(_figures.Runs.Count, 3);
        Append($"</table><p class=\"note\">{_figures.Runs.Count} runs of three or more in all.</p>");
        _page.Append("</section></div>\n");
    }

    private void None(int count, int columns)
    {
        if (count == 0)
        {
            Append($"<tr><td colspan=\"{columns}\">none</td></tr>\n");
        }
    }

    private void Strips()
    {
        _page.Append("<section class=\"strips\"><h2>Strips</h2><p class=\"note\">25 mm/s, 10 mm/mV, ");
        _page.Append("unfiltered, first lead. Triangles: judged abnormal.</p>\n");
        double room = StripRoomMm - (RowMm * _figures.EventsByCode.Count)
            - (_record.NotJudged.Any ? RowMm / 2 : 0);
        List<(long At, StripPicture Picture)> fitting = [];
        foreach ((HeartEvent happened, StripPicture picture) in StripPictures())
        {
            room -= picture.HeightMm + CaptionMm;
            if (room >= 0 || fitting.Count == 0)
            {
                fitting.Add((happened.SampleIndex, picture));
            }
        }

        foreach ((_, StripPicture picture) in fitting.OrderBy(strip => strip.At))
        {
            SvgDrawing drawing = new(picture.WidthMm, picture.HeightMm);
            picture.Draw(drawing);
            string caption = WebUtility.HtmlEncode(picture.Title);
            Append($"<figure><figcaption>{caption}</figcaption>");
            Append($"{Wide(drawing.ToElement(picture.Title), "strip")}</figure>\n");
        }

        _page.Append(fitting.Count == 0 ? "<p>No events to show.</p></section>\n" : "</section>\n");
    }

    private IEnumerable<(HeartEvent Happened, StripPicture Picture)> StripPictures()
    {
        IReadOnlyList<HeartEvent> chosen = SampleStrips.Choose(_record, _figures.Runs, MostStrips);
        int before = _record.Rate.Samples(1000 * SampleStrips.BeforeSeconds);
        int count = _record.Rate.Samples(1000 * SampleStrips.Seconds);
        IReadOnlyList<StripSamples> strips = StripSamples.Read(
            _record.Record, [.. chosen.Select(happened => happened.SampleIndex - before)], count);
        foreach ((HeartEvent happened, StripSamples strip) in chosen.Zip(strips))
        {
            string time = _record.TimeOf(happened.SampleIndex);
            string why = EventWords.Of(happened.Reasons);
            StripPicture picture = new(strip with { Leads = [strip.Leads[0]] }, _record.Rate)
            {
                Title = $"{time} {EventWords.Of(happened.Code)}: {why}",
                Subtitle = "",
                LeadNames = [_record.LeadNames[0]],
                Marks = MarksWithin(_record, strip),
                IsBare = true,
            };
            yield return (happened, picture);
        }
    }

    private void Foot() => Append($"""
        <footer><p class="note">Noise and electrodes off were not judged. A beat is abnormal where its shape
        departs from the wearer's own normal beat, it comes early, or after a long interval. Model
        {WebUtility.HtmlEncode(_model.Architecture)}, {_model.ModelId[..12]}, threshold
        {_model.Thresholds[0].Score:0.000}.</p></footer>
        </main>
        </body>
        </html>

        """);

    /// <summary>The abnormal beats that a strip shows.</summary>
    public static IReadOnlyList<long> MarksWithin(JudgedRecord record, StripSamples strip) =>
    [
        .. record.Beats.Where(beat => beat.Verdict.Anomalous && beat.SampleIndex >= strip.StartSampleIndex
            && beat.SampleIndex < strip.StartSampleIndex + strip.Count).Select(beat => beat.SampleIndex),
    ];

    // On a phone its letters would be too small to read: there it scrolls by itself, for the keyboard too.
    private static string Wide(string drawing, string name) =>
        $"<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"{name}\">{drawing}</div>";

    private string At(JudgedBeat? beat) => beat is { } there ? $"at {_record.TimeOf(there.SampleIndex)}" : "";

    private static string Rate(double? bpm) => bpm is { } rate ? Text($"{rate:0}") : "–";

    private static string Share(double part, double whole) =>
        Text($"{(whole == 0 ? 0 : 100 * part / whole):0.0} %");

    private static string Duration(TimeSpan length) =>
        $"{(int)length.TotalHours}:{length.Minutes:00}:{length.Seconds:00}";

    private static string Style()
    {
        using Stream stream = typeof(DayReport).Assembly.GetManifestResourceStream(StyleResource)!;
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private void Append(FormattableString text) => _page.Append(FormattableString.Invariant(text));
}
