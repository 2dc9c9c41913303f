using EdgeEcg.Core;

namespace EdgeEcg.Tests.Core;

public sealed class FiducialPointTests
{
    private static readonly SampleRate Rate = new(250);

    [Theory]
    [InlineData(200.0)]
    [InlineData(200.3)]
    [InlineData(200.5)]
    [InlineData(199.8)]
    public void The_peak_is_found_between_samples(double peak)
    {
        SignalRing signal = Bumps((peak, 1000));

        double r = new FiducialPoint(Rate).Locate(signal, peak + 9);

        Assert.Equal(peak, r, tolerance: 0.05);
    }

    [Fact]
    public void A_downward_QRS_is_cut_at_its_lowest_point()
    {
        SignalRing signal = Bumps((200, -900), (208, 300));

        Assert.Equal(200, new FiducialPoint(Rate).Locate(signal, 203), tolerance: 0.2);
    }

    [Fact]
    public void A_biphasic_QRS_of_changing_balance_stays_on_the_wearer_s_usual_side()
    {
        FiducialPoint fiducial = new(Rate);
        for (int beat = 0; beat < 20; beat++)
        {
            fiducial.Locate(Bumps((200, 1000), (212, -600)), 205);
        }

        double smallR = fiducial.Locate(Bumps((200, 700), (212, -900)), 205);
        double clearlyOther = fiducial.Locate(Bumps((200, 300), (212, -1500)), 205);

        Assert.Equal(200, smallR, tolerance: 0.2);
        Assert.Equal(212, clearlyOther, tolerance: 0.2);
    }

    [Fact]
    public void Nothing_further_than_80_ms_from_the_hump_is_taken()
    {
        SignalRing signal = Bumps((200, 500), (235, 2000));

        Assert.Equal(200, new FiducialPoint(Rate).Locate(signal, 200), tolerance: 0.2);
    }

    private static SignalRing Bumps(params (double At, double Height)[] bumps)
    {
        SignalRing signal = new(1000);
        for (int i = 0; i < 400; i++)
        {
            signal.Append((float)bumps.Sum(b => b.Height * Math.Exp(-0.5 * Math.Pow((i - b.At) / 2.5, 2))));
        }

        return signal;
    }
}
