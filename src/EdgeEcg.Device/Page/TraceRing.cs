using System.Buffers.Binary;
using EdgeEcg.Core;
using EdgeEcg.Monitor;

namespace EdgeEcg.Device.Page;

/// <summary>
/// The last half minute of both channels as the page draws them: at most 500 samples a second, without the
/// offset of the electrodes (high-pass at 0.5 Hz), in whole microvolts. Written by one thread, under the
/// feed's lock; nothing is allocated per sample.
/// </summary>
internal sealed class TraceRing
{
    /// <summary>Kind, length, index of the first sample; then two channels a sample.</summary>
    public const int HeaderBytes = 16;

    /// <summary>Stands for a sample that was lost or measured with the electrode off.</summary>
    public const short Missing = short.MinValue;

    public const int BytesPerSample = 2 * sizeof(short);
    private const byte TraceKind = 1;
    private const double HeldSeconds = 30;
    private const double MostPerSecond = 500;
    private const double CutoffHz = 0.5;

    private readonly short[] _samples;
    private readonly int _capacity;
    private readonly int _every;
    private readonly float _follow;
    private readonly float[] _offset = new float[2];
    private readonly float[] _sum = new float[2];
    private uint _wasConnected;
    private uint _connected = uint.MaxValue;
    private int _summed;

    /// <param name="rate">Of the samples that come in.</param>
    public TraceRing(SampleRate rate)
    {
        _every = (int)Math.Ceiling(rate.Hz / MostPerSecond);
        RateHz = rate.Hz / _every;
        _capacity = (int)(HeldSeconds * RateHz);
        _samples = new short[2 * _capacity];
        _follow = (float)(2 * Math.PI * CutoffHz / RateHz);
    }

    public double RateHz { get; }

    /// <summary>One past the newest sample's index.</summary>
    public long End { get; private set; }

    /// <summary>Where a sample of the input lies in the trace.</summary>
    public long Position(long sampleIndex) => sampleIndex / _every;

    public void Append(in SampleFrame frame)
    {
        _sum[0] += frame.Lead1Microvolts;
        _sum[1] += frame.Lead2Microvolts;
        _connected &= frame.Connected;
        if (++_summed < _every)
        {
            return;
        }

        SkipTo(Position(frame.SampleIndex));
        int slot = 2 * (int)(End++ % _capacity);
        for (int lead = 0; lead < 2; lead++)
        {
            _samples[slot + lead] = Next(lead, _sum[lead] / _summed);
            _sum[lead] = 0;
        }

        (_wasConnected, _connected, _summed) = (_connected, uint.MaxValue, 0);
    }

    /// <summary>Writes what is new for a viewer, as far as it is still held and there is room.</summary>
    /// <returns>Bytes written; 0 where there is nothing new.</returns>
    public int Copy(PageViewer viewer, Span<byte> frame)
    {
        long from = Math.Max(viewer.Position, Math.Max(0, End - _capacity));
        int count = (int)Math.Min(End - from, (frame.Length - HeaderBytes) / BytesPerSample);
        if (count <= 0)
        {
            return 0;
        }

        int length = HeaderBytes + (BytesPerSample * count);
        BinaryPrimitives.WriteInt32LittleEndian(frame, TraceKind);
        BinaryPrimitives.WriteInt32LittleEndian(frame[4..], length - 8);
        BinaryPrimitives.WriteDoubleLittleEndian(frame[8..], from);
        for (int i = 0; i < count; i++)
        {
            int slot = 2 * (int)((from + i) % _capacity);
            Span<byte> sample = frame.Slice(HeaderBytes + (BytesPerSample * i), BytesPerSample);
            BinaryPrimitives.WriteInt16LittleEndian(sample, _samples[slot]);
            BinaryPrimitives.WriteInt16LittleEndian(sample[2..], _samples[slot + 1]);
        }

        viewer.Position = from + count;
        return length;
    }

    // What the chip lost leaves a hole of its length.
    private void SkipTo(long position)
    {
        End = Math.Max(End, position - _capacity);
        for (; End < position; End++)
        {
            int slot = 2 * (int)(End % _capacity);
            (_samples[slot], _samples[slot + 1]) = (Missing, Missing);
        }
    }

    private short Next(int lead, float microvolts)
    {
        uint bit = 1u << lead;
        if ((_connected & bit) == 0)
        {
            return Missing;
        }

        bool begins = (_wasConnected & bit) == 0;
        _offset[lead] = begins ? microvolts : _offset[lead] + (_follow * (microvolts - _offset[lead]));
        return (short)Math.Clamp(microvolts - _offset[lead], -short.MaxValue, short.MaxValue);
    }
}
