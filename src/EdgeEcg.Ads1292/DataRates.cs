using EdgeEcg.Core;

namespace EdgeEcg.Ads1292;

/// <summary>What follows from the data rate (SBAS502B, tables of data rates and of settling times).</summary>
public static class DataRates
{
    private const int SlowestHz = 125;
    private const int SlowestOversampling = 1024;

    extension(DataRate rate)
    {
        public int Hz => SlowestHz << (int)rate;

        public SampleRate SampleRate => new(rate.Hz);

        /// <summary>Modulator samples per output sample.</summary>
        public int Oversampling => SlowestOversampling >> (int)rate;

        /// <summary>
        /// From START to the first DRDY, in modulator clocks: four filter lengths and four clocks.
        /// </summary>
        public int SettlingModulatorClocks => (4 * rate.Oversampling) + 4;

        /// <summary>At the nominal clock.</summary>
        public long PeriodNs => 1_000_000_000L / rate.Hz;
    }

    /// <summary>The rate of that many samples per second; false where the chip has none.</summary>
    public static bool TryFromHz(int hz, out DataRate rate)
    {
        for (rate = DataRate.Sps125; rate <= DataRate.Sps8000; rate++)
        {
            if (rate.Hz == hz)
            {
                return true;
            }
        }

        return false;
    }
}
