namespace EdgeEcg.Ads1292.Simulation;

/// <summary>
/// The chip's output register: one frame deep, overwritten by each conversion. RDATA takes a copy; without
/// it, a read that meets the update gets its beginning from one sample and its end from the next (SBAS502B,
/// data retrieval).
/// </summary>
internal sealed class FrameOutput
{
    private readonly ConversionTimer _conversions;
    private readonly AnalogFront _analog;
    private readonly byte[] _bytes = new byte[Ads1292Frame.LengthBytes];
    private long _shown;
    private int _position;

    public FrameOutput(ConversionTimer conversions, AnalogFront analog)
    {
        _conversions = conversions;
        _analog = analog;
        Reset();
    }

    /// <summary>Conversions run, but all data are zero: a power-up gone wrong.</summary>
    public bool Deaf { get; set; }

    public void Reset()
    {
        default(Ads1292Frame).Write(_bytes);
        _shown = -1;
        _position = 0;
    }

    /// <summary>Copies the latest conversion and starts putting it out.</summary>
    public void Snapshot(long nowNs)
    {
        Update(nowNs);
        _position = 0;
    }

    /// <summary>Chip select has risen: the next frame begins with its first byte.</summary>
    public void EndFrame() => _position = 0;

    /// <summary>The next byte of the copy; after the last one the frame is repeated.</summary>
    public byte NextByte()
    {
        byte value = Deaf ? (byte)0 : _bytes[_position];
        _position = (_position + 1) % Ads1292Frame.LengthBytes;
        return value;
    }

    /// <summary>The next byte of whatever is in the register at that moment.</summary>
    public byte NextByte(long nowNs)
    {
        Update(nowNs);
        return NextByte();
    }

    private void Update(long nowNs)
    {
        long latest = _conversions.CompletedBy(nowNs) - 1;
        if (latest >= 0 && latest != _shown && _conversions.Running)
        {
            _analog.Convert(latest, _conversions.EndOf(latest)).Write(_bytes);
            _shown = latest;
        }
    }
}
