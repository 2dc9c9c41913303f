namespace EdgeEcg.Ads1292;

/// <summary>
/// What the chip is to do, in names and units. The defaults are a two-lead ECG at 500 SPS with right-leg
/// drive and lead-off detection on all four inputs.
/// </summary>
public sealed record Ads1292Settings
{
    public DataRate Rate { get; init; } = DataRate.Sps500;

    public ReferenceVoltage Reference { get; init; } = ReferenceVoltage.Internal2V42;

    /// <summary>Matters with <see cref="ReferenceVoltage.External"/> only.</summary>
    public double ExternalReferenceVolts { get; init; } = 2.5;

    public ChannelSettings Channel1 { get; init; } = new(ChannelGain.Times6);

    public ChannelSettings Channel2 { get; init; } = new(ChannelGain.Times6);

    public LeadOffSettings LeadOff { get; init; } =
        new(Electrodes.BothChannels, LeadOffThreshold.Percent95, LeadOffCurrent.Nanoamperes6);

    public RightLegDriveSettings RightLegDrive { get; init; } = new(true, Electrodes.BothChannels);

    public ChopFrequency Chop { get; init; } = ChopFrequency.Kilohertz8;

    public RespirationSettings? Respiration { get; init; }

    public TestSignal Test { get; init; } = TestSignal.Off;

    public ReadMode ReadMode { get; init; } = ReadMode.OnRequest;

    /// <summary>
    /// SCLK for frames, in hertz; commands go byte by byte with the spacing that the chip needs at any clock.
    /// </summary>
    public int ClockHz { get; init; } = 4_000_000;

    public double ReferenceVolts => Reference switch
    {
        ReferenceVoltage.Internal2V42 => 2.42,
        ReferenceVoltage.Internal4V033 => 4.033,
        _ => ExternalReferenceVolts,
    };

    public ChannelScale Channel1Scale => new(ReferenceVolts, Channel1.Gain);

    public ChannelScale Channel2Scale => new(ReferenceVolts, Channel2.Gain);

    /// <summary>
    /// One lead on channel 2 and impedance respiration on channel 1, for the ADS1292R.
    /// </summary>
    public static Ads1292Settings WithRespiration => new()
    {
        Channel1 = new(ChannelGain.Times4),
        LeadOff = new(Electrodes.Channel2, LeadOffThreshold.Percent95, LeadOffCurrent.Nanoamperes6),
        RightLegDrive = new(true, Electrodes.Channel2),
        Respiration = RespirationSettings.Datasheet,
    };
}
