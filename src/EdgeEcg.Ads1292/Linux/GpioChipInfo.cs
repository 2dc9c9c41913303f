using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeEcg.Ads1292.Linux;

/// <summary>struct gpiochip_info of linux/gpio.h: 68 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioChipInfo
{
    public Text Name;
    public Text Label;
    public uint Lines;

    [InlineArray(Capacity)]
    public struct Text
    {
        public const int Capacity = 32;

        private byte _first;

        /// <summary>Copies as much as fits and leaves a terminating zero.</summary>
        public static Text From(string value)
        {
            Text text = default;
            Span<byte> bytes = text;
            Encoding.ASCII.GetBytes(value.AsSpan(0, Math.Min(value.Length, Capacity - 1)), bytes);
            return text;
        }

        public override readonly string ToString()
        {
            ReadOnlySpan<byte> bytes = this;
            int end = bytes.IndexOf((byte)0);
            return Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]);
        }
    }
}
