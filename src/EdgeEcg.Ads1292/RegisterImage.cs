namespace EdgeEcg.Ads1292;

/// <summary>Settings as the bytes to write, register by register, for one variant of the chip.</summary>
internal static class RegisterImage
{
    /// <summary>CONFIG2 leads, because the reference needs longest to settle; the rest by address.</summary>
    private static readonly Ads1292Register[] Order =
    [
        Ads1292Register.Config2, Ads1292Register.Config1, Ads1292Register.LeadOff,
        Ads1292Register.Channel1, Ads1292Register.Channel2, Ads1292Register.RightLegDrive,
        Ads1292Register.LeadOffSense, Ads1292Register.LeadOffStatus,
        Ads1292Register.Respiration1, Ads1292Register.Respiration2, Ads1292Register.Gpio,
    ];

    public static ReadOnlySpan<Ads1292Register> WriteOrder => Order;

    public static byte ValueOf(Ads1292Register register, Ads1292Settings settings, Ads1292Variant variant) =>
        register switch
        {
            Ads1292Register.Config1 => new Config1Register(settings.Rate).ToByte(),
            Ads1292Register.Config2 => Config2(settings).ToByte(),
            Ads1292Register.LeadOff =>
                new LeadOffRegister(settings.LeadOff.Threshold, settings.LeadOff.Current).ToByte(),
            Ads1292Register.Channel1 => Channel(settings.Channel1).ToByte(),
            Ads1292Register.Channel2 => Channel(
                variant == Ads1292Variant.Ads1291 ? ChannelSettings.Off : settings.Channel2).ToByte(),
            Ads1292Register.RightLegDrive => RightLegDrive(settings).ToByte(),
            Ads1292Register.LeadOffSense => new LeadOffSenseRegister(settings.LeadOff.Watched).ToByte(),
            Ads1292Register.LeadOffStatus => new LeadOffStatusRegister(Electrodes.None).ToByte(),
            Ads1292Register.Respiration1 => Respiration1(settings).ToByte(),
            Ads1292Register.Respiration2 => Respiration2(settings, variant).ToByte(),
            Ads1292Register.Gpio => new GpioRegister(GpioPins.Both, GpioPins.None).ToByte(),
            _ => throw new ArgumentOutOfRangeException(nameof(register), register, "is not written"),
        };

    /// <summary>Bits that read back as written; the others are live comparators and pins.</summary>
    public static byte ReadBackMask(Ads1292Register register) => register switch
    {
        Ads1292Register.LeadOffStatus =>
            new LeadOffStatusRegister(Electrodes.None, FastExternalClock: true).ToByte(),
        Ads1292Register.Gpio => new GpioRegister(GpioPins.Both, GpioPins.None).ToByte(),
        _ => byte.MaxValue,
    };

    private static Config2Register Config2(Ads1292Settings settings) =>
        new(settings.Reference, settings.LeadOff.Watched != Electrodes.None, settings.Test);

    private static ChannelRegister Channel(ChannelSettings channel) =>
        new(channel.Gain, channel.PoweredDown ? ChannelInput.Shorted : channel.Input, channel.PoweredDown);

    private static RightLegDriveRegister RightLegDrive(Ads1292Settings settings) => new(
        settings.Chop,
        settings.RightLegDrive.AmplifierOn,
        SenseRightLeg: false,
        settings.RightLegDrive.DerivedFrom);

    private static Respiration1Register Respiration1(Ads1292Settings settings) =>
        settings.Respiration is { } respiration
            ? new(true, true, respiration.PhaseCode)
            : new(false, false, 0);

    /// <summary>Chips without respiration want its frequency bit set.</summary>
    private static Respiration2Register Respiration2(Ads1292Settings settings, Ads1292Variant variant)
    {
        RespirationFrequency frequency = variant == Ads1292Variant.Ads1292R
            ? settings.Respiration?.Frequency ?? RespirationFrequency.Kilohertz32
            : RespirationFrequency.Kilohertz64;
        return new(CalibrateOffset: false, frequency, settings.RightLegDrive.InternalReference);
    }
}
