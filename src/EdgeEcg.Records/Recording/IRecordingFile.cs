namespace EdgeEcg.Records.Recording;

/// <summary>A file of a recording that is being written.</summary>
public interface IRecordingFile : IDisposable
{
    public long Length { get; }

    public void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Returns when what was written outlives a power cut.</summary>
    public void Flush();
}
