namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The register map: power-on values (SBAS502B, register map), bits that do not take what is written, live
/// bits.
/// </summary>
internal sealed class SimulatedRegisters
{
    private const int Count = (int)Ads1292Register.Gpio + 1;

    private readonly byte[] _values = new byte[Count];
    private readonly SimulatedChipOptions _options;
    private readonly SimulatedFaults _faults;
    private byte _randomIdentity;

    public SimulatedRegisters(SimulatedChipOptions options, SimulatedFaults faults)
    {
        _options = options;
        _faults = faults;
        Reset();
    }

    public Config1Register Config1 => Config1Register.FromByte(_values[(int)Ads1292Register.Config1]);

    public Config2Register Config2 => Config2Register.FromByte(_values[(int)Ads1292Register.Config2]);

    public LeadOffSenseRegister LeadOffSense =>
        LeadOffSenseRegister.FromByte(_values[(int)Ads1292Register.LeadOffSense]);

    public ChannelRegister Channel1 => ChannelRegister.FromByte(_values[(int)Ads1292Register.Channel1]);

    public ChannelRegister Channel2 => ChannelRegister.FromByte(_values[(int)Ads1292Register.Channel2]);

    /// <summary>Comparator outputs at the last conversion.</summary>
    public Electrodes LeadsOff { get; set; }

    public void Reset()
    {
        Array.Clear(_values);
        Set(Ads1292Register.Config1, new Config1Register(DataRate.Sps500).ToByte());
        Set(Ads1292Register.Config2,
            new Config2Register(ReferenceVoltage.External, false, TestSignal.Off).ToByte());
        Set(Ads1292Register.LeadOff,
            new LeadOffRegister(LeadOffThreshold.Percent95, LeadOffCurrent.Nanoamperes6).ToByte());
        Set(Ads1292Register.Respiration1, new Respiration1Register(false, false, 0).ToByte());
        Set(Ads1292Register.Respiration2,
            new Respiration2Register(false, RespirationFrequency.Kilohertz32, true).ToByte());
        Set(Ads1292Register.Gpio, new GpioRegister(GpioPins.Both, GpioPins.None).ToByte());
        LeadsOff = Electrodes.None;
    }

    public byte Read(int address) => (Ads1292Register)address switch
    {
        Ads1292Register.Id => Identity(),
        Ads1292Register.LeadOffStatus => new LeadOffStatusRegister(
            LeadsOff, LeadOffStatusRegister.FromByte(_values[address]).FastExternalClock).ToByte(),
        Ads1292Register.Gpio => (byte)(_values[address] | (byte)_options.GpioLevels),
        <= Ads1292Register.Gpio => _values[address],
        _ => 0,
    };

    /// <summary>Takes a value. True where the write restarts the digital filter.</summary>
    public bool Write(int address, byte value)
    {
        Ads1292Register register = (Ads1292Register)address;
        if (register is Ads1292Register.Id or > Ads1292Register.Gpio)
        {
            return false;
        }

        Set(register, value);
        return register
            is Ads1292Register.Config1 or Ads1292Register.Respiration1 or Ads1292Register.Respiration2;
    }

    /// <summary>
    /// Passing through the register's struct makes reserved bits read as the chip reads them.
    /// </summary>
    private void Set(Ads1292Register register, byte value)
    {
        byte kept = register switch
        {
            Ads1292Register.Config1 => Config1Register.FromByte(value).ToByte(),
            Ads1292Register.Config2 => Config2Register.FromByte(value).ToByte(),
            Ads1292Register.LeadOff => LeadOffRegister.FromByte(value).ToByte(),
            Ads1292Register.LeadOffSense => LeadOffSenseRegister.FromByte(value).ToByte(),
            Ads1292Register.LeadOffStatus => new LeadOffStatusRegister(
                Electrodes.None, LeadOffStatusRegister.FromByte(value).FastExternalClock).ToByte(),
            Ads1292Register.Respiration1 => Respiration1Register.FromByte(value).ToByte(),
            Ads1292Register.Respiration2 => Respiration2Register.FromByte(value).ToByte(),
            Ads1292Register.Gpio => GpioRegister.FromByte(value).ToByte(),
            _ => value,
        };
        _values[(int)register] = Stick(register, kept);
    }

    private byte Stick(Ads1292Register register, byte value)
    {
        if (_faults.StuckRegisterBit is not { } stuck || stuck.Register != register)
        {
            return value;
        }

        int bit = 1 << stuck.Bit;
        return (byte)(stuck.Value ? value | bit : value & ~bit);
    }

    private byte Identity()
    {
        if (_faults.RandomIdentity)
        {
            // Any sequence without repetition will do.
            _randomIdentity += 37;
            return _randomIdentity;
        }

        return _faults.Identity ?? (byte)_options.Variant;
    }
}
