using System.Globalization;
using System.Text.RegularExpressions;
using EdgeEcg.Core;
using EdgeEcg.Device.Pictures;
using EdgeEcg.Tests.Testing;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Device.Pictures;

/// <summary>A ruler on the picture gives seconds and millivolts, in SVG and in PNG.</summary>
public sealed class StripPictureTests
{
    private const int Hz = 100;

    [Fact]
    public void A_second_is_25_mm_and_a_millivolt_10_mm()
    {
        SvgDrawing drawing = Draw();

        // The calibration pulse is drawn by six points, the trace by one a sample.
        (double X, double Y)[] trace = Polylines(drawing).Single(line => line.Length == 4 * Hz);
        (double X, double Y)[] pulse = Polylines(drawing).Single(line => line.Length == 6);

        Assert.Equal(25, trace[Hz].X - trace[0].X, tolerance: 0.011);
        Assert.Equal(10, trace[0].Y - trace[Hz].Y, tolerance: 0.011);
        Assert.Equal(10, pulse[0].Y - pulse[2].Y, tolerance: 0.011);
        Assert.Equal(5, pulse[3].X - pulse[2].X, tolerance: 0.011);
        Assert.Contains("width=\"120mm\"", drawing.ToFile("strip"), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_what_it_is_and_what_it_is_not()
    {
        string svg = Draw().ToFile("A strip <of> nobody");

        Assert.Contains("aria-label=\"A strip &lt;of&gt; nobody\"", svg, StringComparison.Ordinal);
        Assert.Contains("ecg-01   2026-03-01 23:55:07", svg, StringComparison.Ordinal);
        Assert.Contains("25 mm/s   10 mm/mV", svg, StringComparison.Ordinal);
        Assert.Contains("Not a medical device", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_measured_the_line_is_interrupted()
    {
        float[] lead = Step();
        lead.AsSpan(150, 20).Fill(float.NaN);
        SvgDrawing drawing = new(120, 60);

        EcgPaper.DrawTrace(drawing, 0, 30, lead, Hz, 0, 60);

        Assert.Equal([150, 230], Polylines(drawing).Select(line => line.Length));
    }

    [Fact]
    public async Task A_browser_reads_the_png_and_finds_the_line_where_it_belongs()
    {
        await using Browser browser = await Browser.Start();
        RasterDrawing drawing = new(30, 20);
        drawing.Box(0, 0, 30, 20, "#ffffff");
        drawing.Line([new(5, 10), new(25, 10)], 0.3, "#a00018");
        drawing.Text(5, 18, 3, "Rate 72/min, −0.5 mV", "#000000", TextAnchor.Start);
        string png = Convert.ToBase64String(drawing.ToPng());
        IPage page = await browser.Visit("about:blank");

        int[] read = await page.EvaluateAsync<int[]>(
            """
            async png => {
              const image = new Image();
              image.src = 'data:image/png;base64,' + png;
              await image.decode();
              const canvas = document.createElement('canvas');
              [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
              const context = canvas.getContext('2d');
              context.drawImage(image, 0, 0);
              const at = (x, y) => [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
              const letters = context.getImageData(50, 145, 240, 40).data;
              let dark = 0;
              for (let i = 0; i < letters.length; i += 4) { dark += letters[i] < 100 ? 1 : 0; }
              return [canvas.width, canvas.height, ...at(150, 99), ...at(150, 110), ...at(20, 100), dark];
            }
            """,
            png);

        Assert.Equal([300, 200, 0xa0, 0, 0x18, 255, 255, 255, 255, 255, 255], read[..^1]);
        Assert.InRange(read[^1], 200, 4000);
    }

    [Fact]
    public void Every_letter_that_a_picture_says_has_a_shape_of_its_own()
    {
        const string Said = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.,:-+/()%µ";

        string[] shapes =
        [
            .. Said.Select(letter => string.Join(';', StrokeFont.Strokes(0, 0, 6, letter.ToString())
                .Select(stroke => string.Join(',', stroke)))),
        ];

        // O and 0 are one shape, as on a typewriter.
        Assert.Equal(Said.Length - 1, shapes.Distinct().Count());
    }

    private static SvgDrawing Draw()
    {
        StripPicture picture = new(new StripSamples(1000, [Step()]), new SampleRate(Hz))
        {
            Title = "ecg-01   2026-03-01 23:55:07",
            Subtitle = "23:55:07 abnormal beat",
            LeadNames = ["MLII"],
            Marks = [1000 + Hz],
        };
        SvgDrawing drawing = new(picture.WidthMm, picture.HeightMm);
        picture.Draw(drawing);
        return drawing;
    }

    // Four seconds at 0 µV, but for one sample of 1 mV after the first second.
    private static float[] Step()
    {
        float[] lead = new float[4 * Hz];
        lead[Hz] = 1000;
        return lead;
    }

    private static IEnumerable<(double X, double Y)[]> Polylines(SvgDrawing drawing) =>
        Regex.Matches(drawing.ToElement("strip"), "<polyline points=\"([^\"]*)\"").Select(match =>
            match.Groups[1].Value.Split(' ').Select(point =>
            {
                string[] parts = point.Split(',');
                return (Number(parts[0]), Number(parts[1]));
            }).ToArray());

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
