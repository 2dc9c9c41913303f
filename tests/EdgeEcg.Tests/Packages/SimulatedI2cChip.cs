using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeEcg.Tests.Packages;

/// <summary>
/// A chip on an I2C bus with registers of one or two bytes, big-endian: a write sets the register pointer and
/// what follows, a read gives the register pointed at. Taken off the bus, every transfer fails.
/// </summary>
internal sealed class SimulatedI2cChip(int address, Func<byte, int, byte[]> read) : I2cDevice
{
    private readonly Dictionary<byte, int> _written = [];
    private byte _pointer;

    public bool IsOnBus { get; set; } = true;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, address);

    public override void Read(Span<byte> buffer)
    {
        Answer();
        read(_pointer, buffer.Length).CopyTo(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Answer();
        _pointer = buffer[0];
        if (buffer.Length == 3)
        {
            _written[_pointer] = BinaryPrimitives.ReadUInt16BigEndian(buffer[1..]);
        }
    }

    /// <summary>What a register of two bytes was set to; 0 where nobody did.</summary>
    public int Written(byte register) => _written.GetValueOrDefault(register);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    public override byte ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        Read(one);
        return one[0];
    }

    public override void WriteByte(byte value) => Write([value]);

    private void Answer()
    {
        if (!IsOnBus)
        {
            throw new IOException("Error 121 performing I2C data transfer.");
        }
    }
}
