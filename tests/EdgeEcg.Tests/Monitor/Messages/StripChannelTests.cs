using EdgeEcg.Monitor.Messages;

namespace EdgeEcg.Tests.Monitor.Messages;

public sealed class StripChannelTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(1000, 0)]
    [InlineData(1000, 250_000)]
    [InlineData(400_000, -3000)]
    public void Microvolts_come_back_within_half_a_step_and_nothing_is_clipped(double amplitudeUv, double offsetUv)
    {
        const int seed = 77;
        Random random = new(seed);
        float[] microvolts = new float[2500];
        for (int i = 0; i < microvolts.Length; i++)
        {
            microvolts[i] = (float)(offsetUv + (amplitudeUv * ((2 * random.NextDouble()) - 1)));
        }

        StripChannel channel = StripChannel.FromMicrovolts("I", microvolts);
        float[] back = channel.ToMicrovolts();

        // Float itself has steps of 0.03 µV at 400 mV.
        double tolerance = (channel.FactorUv / 2) + 0.05;
        Assert.Equal(microvolts.Length, back.Length);
        Assert.All(microvolts.Zip(back), p => Assert.InRange(p.Second, p.First - tolerance, p.First + tolerance));
        Assert.True(amplitudeUv > 3200 || channel.FactorUv == 0.1, $"seed {seed}");
    }

    [Fact]
    public void Missing_samples_stay_missing_and_do_not_move_the_others()
    {
        StripChannel channel = StripChannel.FromMicrovolts("II", [float.NaN, -100, 100, float.NaN]);

        Assert.Equal([float.NaN, -100f, 100f, float.NaN], channel.ToMicrovolts());
    }

    [Fact]
    public void Strip_without_any_sample_is_all_missing()
    {
        Assert.Equal([float.NaN], StripChannel.FromMicrovolts("I", [float.NaN]).ToMicrovolts());
        Assert.Empty(StripChannel.FromMicrovolts("I", []).ToMicrovolts());
    }

    [Fact]
    public void Example_of_the_document_decodes_to_these_microvolts()
    {
        StripChannel example = new() { Lead = "I", OriginUv = 450, FactorUv = 0.1, Data = "bO4AAJQRAAAAgA==" };

        Assert.Equal([0f, 450f, 900f, 450f, float.NaN], example.ToMicrovolts());
    }

    [Theory]
    [InlineData("AA==")]
    [InlineData("!!!!")]
    public void Data_that_is_none_is_refused(string data)
    {
        StripChannel channel = new() { Lead = "I", OriginUv = 0, FactorUv = 1, Data = data };

        Assert.Throws<FormatException>(() => channel.ToMicrovolts());
    }
}
