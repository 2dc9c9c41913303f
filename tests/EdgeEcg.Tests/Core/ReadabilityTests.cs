using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class ReadabilityTests
{
    private const float Good = 0.8f;
    private const float Bad = 0.2f;

    private readonly Readability _readability = new(leads: 2);

    [Fact]
    public void A_burst_of_bad_beats_leaves_the_signal_readable()
    {
        Note(Good, 40);

        Assert.Equal(0, Note(Bad, 6));
        Assert.False(_readability.IsUnreadable);
    }

    [Fact]
    public void Lasting_bad_quality_is_told_once_and_so_is_its_end()
    {
        Note(Good, 40);

        Assert.Equal(1, Note(Bad, 60));
        Assert.True(_readability.IsUnreadable);
        Assert.Equal(1, Note(Good, 60));
        Assert.False(_readability.IsUnreadable);
    }

    [Fact]
    public void Quality_on_the_edge_does_not_make_it_flicker()
    {
        Note(Good, 40);
        Note(Bad, 60);

        Assert.Equal(0, Note(0.52f, 200));
        Assert.True(_readability.IsUnreadable);
    }

    [Fact]
    public void One_lead_alone_is_measured_by_what_one_lead_reaches()
    {
        Readability alone = new(leads: 1);

        bool changed = Enumerable.Range(0, 200).Any(i => alone.Note(Beat(i, 0.45f)));

        Assert.False(changed);
        Assert.Equal(1, Note(0.45f, 200));
    }

    private static Beat Beat(int number, float quality) => new(number, number, number, default, quality);

    private int Note(float quality, int beats) =>
        Enumerable.Range(0, beats).Count(i => _readability.Note(Beat(i, quality)));
}
