using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using EdgeEcg.Records;
using EdgeEcg.Scoring;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// The forms of <c>edgeecg export</c> that make something to look at: a day report, or a strip.
/// </summary>
internal sealed class PictureArguments
{
    private const double BeforeSeconds = 3;
    private const double AfterSeconds = 6;

    private readonly Option<FileInfo?> _report = new("--report")
    {
        Description = "Write a one-page report about the recording: FILE.html, or, with Chromium, FILE.pdf.",
    };

    private readonly Option<string?> _strip = new("--strip")
    {
        Description = "Draw the ECG around this time since the start (seconds, mm:ss or hh:mm:ss) on ECG "
            + "paper, to scale, into the file that --out names: FILE.svg or FILE.png.",
    };

    private readonly Option<double> _before = new("--before")
    {
        Description = "Seconds of the strip before that time.",
        DefaultValueFactory = _ => BeforeSeconds,
    };

    private readonly Option<double> _after = new("--after")
    {
        Description = "Seconds of the strip after it.",
        DefaultValueFactory = _ => AfterSeconds,
    };

    private readonly Option<string?> _model =
        new("--model") { Description = "A model package instead of the built-in one, to judge the beats." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_report, _strip, _before, _after, _model])
        {
            command.Options.Add(option);
        }

        foreach (Option<double> seconds in (Option<double>[])[_before, _after])
        {
            seconds.Validators.Add(result =>
            {
                if (result.GetValueOrDefault<double>() is not (>= 0 and <= 60))
                {
                    result.AddError($"{seconds.Name}: expected seconds from 0 to 60");
                }
            });
        }
    }

    /// <summary>Whether the command line asks for a picture.</summary>
    public bool AreIn(CommandResult arguments) =>
        arguments.GetValue(_report) is not null || arguments.GetValue(_strip) is not null;

    /// <summary>Whether a name is that of a picture.</summary>
    public static bool IsPicture(string? file) =>
        Path.GetExtension(file ?? "").ToLowerInvariant() is ".svg" or ".png";

    /// <summary>Draws the strip of an event that was recorded.</summary>
    /// <param name="record">The stretch around it.</param>
    /// <param name="eventId">Of the event.</param>
    /// <param name="file">A picture's name.</param>
    public static void WriteEvent(WfdbRecord record, string eventId, string file) =>
        WritePicture(RecordedStrip.Of(record, eventId), file);

    /// <param name="arguments">Of the command line.</param>
    /// <param name="record">To be drawn.</param>
    /// <param name="stripFile">What --out names.</param>
    /// <param name="cancellation">Ends the analysis; nothing is written then.</param>
    /// <exception cref="BadRecordException">The record or an argument is no good.</exception>
    public void Write(
        ParseResult arguments, WfdbRecord record, string? stripFile, CancellationToken cancellation)
    {
        string? folder = arguments.GetValue(_model);
        ModelPackage package = folder is null ? DefaultModel.Load() : ModelPackage.Load(folder);
        double? at = arguments.GetValue(_strip) is { } text ? SecondsOf(text) : null;
        if (at is not null && !IsPicture(stripFile))
        {
            throw BadRecordException.InFile("--out", $"'{stripFile}'", "a name that ends in .svg or .png");
        }

        JudgedRecord judged = JudgedRecord.Of(record, package, cancellation);
        if (arguments.GetValue(_report) is { } report)
        {
            WriteReport(report.FullName, DayReport.Write(judged, package.Manifest));
        }

        if (at is { } seconds)
        {
            (double before, double after) = (arguments.GetValue(_before), arguments.GetValue(_after));
            WriteStrip(judged, seconds, before, after, stripFile!);
        }
    }

    private static void WriteReport(string file, string html)
    {
        bool isPdf = Path.GetExtension(file).Equals(".pdf", StringComparison.OrdinalIgnoreCase);
        string page = isPdf ? Path.ChangeExtension(file, ".html.partial.html") : file;
        AtomicFile.Write(page, Encoding.UTF8.GetBytes(html));
        try
        {
            if (isPdf)
            {
                ChromiumPrint.ToPdf(page, file);
            }
        }
        finally
        {
            if (isPdf)
            {
                File.Delete(page);
            }
        }

        Console.WriteLine($"wrote {file}: {new FileInfo(file).Length} bytes");
    }

    private static void WriteStrip(
        JudgedRecord judged, double atSeconds, double before, double after, string file)
    {
        long at = (long)(atSeconds * judged.Rate.Hz);
        if (at >= judged.SampleCount)
        {
            throw BadRecordException.InFile("--strip", $"{atSeconds:0.#} s",
                $"a time within the record's {judged.Length.TotalSeconds:0.#} s");
        }

        WritePicture(StripOf(judged, at, before, after), file);
    }

    private static void WritePicture(StripPicture picture, string file)
    {
        bool isSvg = Path.GetExtension(file).Equals(".svg", StringComparison.OrdinalIgnoreCase);
        byte[] content = isSvg ? Svg(picture) : Png(picture);
        AtomicFile.Write(file, content);
        Console.WriteLine($"wrote {file}: {content.Length} bytes, "
            + $"{picture.WidthMm:0} x {picture.HeightMm:0} mm at 25 mm/s and 10 mm/mV");
    }

    private static StripPicture StripOf(JudgedRecord judged, long at, double before, double after)
    {
        int count = judged.Rate.Samples(1000 * Math.Max(1, before + after));
        long start = at - judged.Rate.Samples(1000 * before);
        StripSamples strip = StripSamples.Read(judged.Record, [start], count)[0];
        string happened = string.Join("; ", judged.Events
            .Where(e => e.SampleIndex >= start && e.SampleIndex < start + count)
            .Select(e => $"{judged.TimeOf(e.SampleIndex)} {EventWords.Of(e.Code)}").Take(4));
        string day = judged.Record.Header.BaseDate is { } date
            ? date.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture) : "";
        return new StripPicture(strip, judged.Rate)
        {
            Title = $"{judged.Record.Header.Name}   {day}{judged.TimeOf(at)}",
            Subtitle = happened.Length > 0 ? happened : "no event in this strip",
            LeadNames = judged.LeadNames,
            Marks = DayReport.MarksWithin(judged, strip),
        };
    }

    private static byte[] Svg(StripPicture picture)
    {
        SvgDrawing drawing = new(picture.WidthMm, picture.HeightMm);
        picture.Draw(drawing);
        return Encoding.UTF8.GetBytes(drawing.ToFile(picture.Title));
    }

    private static byte[] Png(StripPicture picture)
    {
        RasterDrawing drawing = new(picture.WidthMm, picture.HeightMm);
        picture.Draw(drawing);
        return drawing.ToPng();
    }

    private static double SecondsOf(string text)
    {
        double seconds = 0;
        foreach (string part in text.Split(':'))
        {
            if (!double.TryParse(part, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out double value))
            {
                throw BadRecordException.InFile("--strip", $"'{text}'", "seconds, mm:ss or hh:mm:ss");
            }

            seconds = (60 * seconds) + value;
        }

        return seconds;
    }
}
