using EdgeEcg.Core;
using EdgeEcg.Training.Evaluation;

namespace EdgeEcg.Tests.Training.Evaluation;

public sealed class QrsReportTests
{
    private static readonly SampleRate Rate = new(1000);

    [Fact]
    public void Gross_figures_weigh_beats_and_average_figures_weigh_records()
    {
        QrsReport report = new();
        report.Add("a", Rate, BeatComparisonTests.Compare("N1000 N2000 N3000", "N1000 N2000 N3000"));
        report.Add("b", Rate, BeatComparisonTests.Compare("N1000", ""));

        Assert.Equal(0.75, report.Gross.Confusion.Qrs.Sensitivity);
        Assert.Equal(0.5, report.Average(c => c.Confusion.Qrs.Sensitivity));

        // Record b claims no beat, so its +P is undefined and not a part of the mean.
        Assert.Equal(1.0, report.Average(c => c.Confusion.Qrs.PositivePredictivity));
        Assert.Null(report.Average(c => c.Confusion.Ventricular.Sensitivity));
    }

    [Fact]
    public void A_line_per_record_is_followed_by_gross_and_average()
    {
        QrsReport report = new();
        report.Add("a", Rate, BeatComparisonTests.Compare("N1000 V2000", "N1010 V2010 N3000"));
        StringWriter written = new() { NewLine = "\n" };

        report.Write(written);

        const string Figures = "   100.00    66.67    50.00   100.00   100.00        -        -       10.0";
        string[] lines = written.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(4, lines.Length);
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Equal("a               2      2      0      1" + Figures, lines[1]);
        Assert.Equal("gross           2      2      0      1" + Figures, lines[2]);
        Assert.Equal("average                               " + Figures, lines[3]);
    }
}
