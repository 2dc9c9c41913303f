using System.Runtime.InteropServices;

namespace EdgeEcg.Training.Engine;

/// <summary>
/// Arrays in the state of a run, whose lengths both sides know: the values alone, in this machine's order.
/// </summary>
internal static class StateArrays
{
    public static void Write<T>(BinaryWriter writer, T[] values)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));

    /// <exception cref="EndOfStreamException">There are fewer values.</exception>
    public static void Read<T>(BinaryReader reader, T[] values)
        where T : unmanaged => reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
}
