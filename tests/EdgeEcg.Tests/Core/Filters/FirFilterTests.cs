using EdgeEcg.Core;
using EdgeEcg.Core.Filters;

namespace EdgeEcg.Tests.Core.Filters;

public sealed class FirFilterTests
{
    [Fact]
    public void Its_output_is_the_convolution_worked_out_in_double()
    {
        Random random = new(5);
        float[] taps = [.. Enumerable.Range(0, 31).Select(_ => random.NextSingle() - 0.5f)];
        float[] input = [.. Enumerable.Range(0, 400).Select(_ => 1000 * (random.NextSingle() - 0.5f))];
        FirFilter filter = new(taps);

        for (int n = 0; n < input.Length; n++)
        {
            double expected = 0;
            for (int k = 0; k < taps.Length && k <= n; k++)
            {
                expected += (double)taps[k] * input[n - k];
            }

            Assert.Equal(expected, filter.Push(input[n]), tolerance: 0.01);
        }
    }

    [Fact]
    public void An_impulse_comes_out_centred_on_the_stated_delay()
    {
        FirFilter filter = new(FirDesign.LowPass(new SampleRate(250), 40, 103, 5.65));

        float[] response = [.. Enumerable.Range(0, 103).Select(n => filter.Push(n == 0 ? 1 : 0))];

        Assert.Equal(51, filter.DelaySamples);
        Assert.Equal(filter.DelaySamples, Array.IndexOf(response, response.Max()));
        Assert.All(Enumerable.Range(0, 103), n => Assert.Equal(response[102 - n], response[n], 1e-6f));
    }

    [Fact]
    public void An_even_number_of_taps_has_no_centre_and_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FirFilter(new float[10]));
    }
}
