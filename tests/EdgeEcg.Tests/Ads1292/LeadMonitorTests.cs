using EdgeEcg.Ads1292;

namespace EdgeEcg.Tests.Ads1292;

public sealed class LeadMonitorTests
{
    private const Electrodes Watched = Electrodes.Channel1;
    private readonly LeadMonitor _leads = new(Watched, DataRate.Sps500.SampleRate);

    [Fact]
    public void A_loss_is_one_event_after_200_ms_and_a_return_one_after_a_second()
    {
        List<LeadChange> changes = Feed(
            (1000, Electrodes.None), (500, Electrodes.In1P), (1000, Electrodes.None));

        Assert.Equal(
            [
                new LeadChange(1099, Electrodes.In1P, Electrodes.None),
                new LeadChange(1999, Electrodes.None, Electrodes.In1P),
            ],
            changes);
        Assert.Equal(Electrodes.None, _leads.LeadsOff);
    }

    [Fact]
    public void Chatter_is_no_event()
    {
        List<LeadChange> changes = [];
        long index = 0;
        for (int i = 0; i < 100; i++)
        {
            changes.AddRange(Feed(ref index, 90, Electrodes.In1N));
            changes.AddRange(Feed(ref index, 10, Electrodes.None));
        }

        Assert.Empty(changes);
    }

    [Fact]
    public void Electrodes_that_are_not_watched_count_as_connected()
    {
        Assert.Empty(Feed((1000, Electrodes.In2P | Electrodes.RightLeg)));
    }

    [Fact]
    public void Electrodes_are_told_apart()
    {
        List<LeadChange> changes = Feed((50, Electrodes.In1P), (1000, Electrodes.In1P | Electrodes.In1N));

        Assert.Equal([Electrodes.In1P, Electrodes.In1N], changes.Select(change => change.Lost));
        Assert.Equal(50, changes[1].SampleIndex - changes[0].SampleIndex);
    }

    [Fact]
    public void A_gap_counts_as_time_in_which_nothing_changed()
    {
        _leads.Update(Frame(0, Electrodes.In1P), out _);

        bool changed = _leads.Update(Frame(500, Electrodes.In1P), out LeadChange change);

        Assert.True(changed);
        Assert.Equal(Electrodes.In1P, change.Lost);
    }

    private static Ads1292Frame Frame(long index, Electrodes off) =>
        new(0, 0, off, GpioPins.None) { SampleIndex = index };

    private List<LeadChange> Feed(params (int Samples, Electrodes Off)[] stretches)
    {
        List<LeadChange> changes = [];
        long index = 0;
        foreach ((int samples, Electrodes off) in stretches)
        {
            changes.AddRange(Feed(ref index, samples, off));
        }

        return changes;
    }

    private List<LeadChange> Feed(ref long index, int samples, Electrodes off)
    {
        List<LeadChange> changes = [];
        for (int i = 0; i < samples; i++)
        {
            if (_leads.Update(Frame(index++, off), out LeadChange change))
            {
                changes.Add(change);
            }
        }

        return changes;
    }
}
