using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Engine;
using EdgeEcg.Training.Reporting;

namespace EdgeEcg.Tests.Training.Reporting;

public sealed class PlaneTests
{
    [Fact]
    public void Principal_components_of_points_on_a_line_lie_along_the_first_axis()
    {
        float[] values = [.. Enumerable.Range(0, 20).SelectMany(i => new[] { 3f * i, 4f * i, 0 })];

        double[,] plane = PrincipalComponents.Plane(new BeatMatrix("line", values, 3));

        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(5 * Math.Abs(i - 9.5), Math.Abs(plane[i, 0]), 1e-4);
            Assert.Equal(0, plane[i, 1], 1e-4);
        }
    }

    [Fact]
    public void Tsne_keeps_neighbours_together_and_gives_the_same_picture_twice()
    {
        BeatMatrix vectors = TwoClusters();

        double[,] plane = Tsne.Plane(vectors);

        for (int i = 0; i < vectors.Rows; i++)
        {
            Assert.Equal(i % 2, Nearest(plane, i) % 2);
        }

        Assert.Equal(plane, Tsne.Plane(vectors));
    }

    [Theory]
    [InlineData(0, 1, new[] { 0, 0.2, 0.4, 0.6, 0.8, 1 })]
    [InlineData(-30, 30, new double[] { -30, -20, -10, 0, 10, 20, 30 })]
    public void Ticks_are_round_numbers(double min, double max, double[] expected) =>
        Assert.Equal(expected, new PlotRange(min, max).Ticks().Select(tick => Math.Round(tick, 9)));

    [Fact]
    public void A_range_over_one_value_is_not_empty() =>
        Assert.Equal(new PlotRange(2, 4), PlotRange.Over([3, 3]));

    private static BeatMatrix TwoClusters()
    {
        SeededRandom random = new(seed: 4, stream: 43);
        float[] values = new float[60 * 5];
        random.FillUniform(values, 1);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] += i / 5 % 2 == 0 ? 0 : 6;
        }

        return new BeatMatrix("clusters", values, 5);
    }

    private static int Nearest(double[,] plane, int self) => Enumerable.Range(0, plane.GetLength(0))
        .Where(i => i != self)
        .MinBy(i => Math.Pow(plane[i, 0] - plane[self, 0], 2) + Math.Pow(plane[i, 1] - plane[self, 1], 2));
}
