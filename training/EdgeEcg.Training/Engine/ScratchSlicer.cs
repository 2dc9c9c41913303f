namespace EdgeEcg.Training.Engine;

/// <summary>
/// Cuts one scratch array into consecutive slices. Over an empty array it only counts, so that a layer states
/// its buffers once, for their sizes and for their places.
/// </summary>
internal ref struct ScratchSlicer(float[] scratch)
{
    public int Count { get; private set; }

    public Memory<float> Next(int count)
    {
        int start = Count;
        Count += count;
        return scratch.Length == 0 ? default : scratch.AsMemory(start, count);
    }
}
