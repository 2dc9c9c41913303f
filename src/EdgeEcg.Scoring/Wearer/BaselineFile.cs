using System.Security.Cryptography;
using System.Text;

namespace EdgeEcg.Scoring;

/// <summary>
/// The bytes of a <see cref="BaselineImage"/>: <c>EdgeECGb</c>, version, the members in order (text with its
/// length before it, numbers little-endian), and at the end the SHA-256 of all before it. A file that was
/// torn by a power cut, or changed by a failing card, is known by that.
/// </summary>
public static class BaselineFile
{
    private const int Version = 1;
    private const int MostBeats = 4096;
    private const int MostLeads = 8;
    private const int MostSamples = 4096;

    private static ReadOnlySpan<byte> Magic => "EdgeECGb"u8;

    public static byte[] Encode(BaselineImage image)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(image.ModelId);
        writer.Write(image.Source);
        writer.Write(image.Leads);
        writer.Write(image.SamplesPerLead);
        writer.Write(image.IsConfirmed);
        writer.Write(image.ReferenceRrMs);
        writer.Write(image.Beats.Count);
        foreach ((byte shape, short[] microvolts) in image.Beats)
        {
            writer.Write(shape);
            foreach (short value in microvolts)
            {
                writer.Write(value);
            }
        }

        writer.Flush();
        byte[] content = stream.ToArray();
        return [.. content, .. SHA256.HashData(content)];
    }

    /// <returns>Why the bytes are no baseline; null where they are one.</returns>
    public static string? TryDecode(ReadOnlySpan<byte> bytes, out BaselineImage? image)
    {
        image = null;
        int content = bytes.Length - SHA256.HashSizeInBytes;
        if (content < Magic.Length + sizeof(int) || !bytes.StartsWith(Magic))
        {
            return "it is no baseline file";
        }

        if (!SHA256.HashData(bytes[..content]).AsSpan().SequenceEqual(bytes[content..]))
        {
            return "its content does not fit its checksum";
        }

        using MemoryStream stream = new(bytes[Magic.Length..content].ToArray());
        using BinaryReader reader = new(stream, Encoding.UTF8);
        int version = reader.ReadInt32();
        if (version != Version)
        {
            return $"it has version {version}, this program reads {Version}";
        }

        try
        {
            image = Read(reader);
            return image is null ? "its numbers are out of range" : null;
        }
        catch (EndOfStreamException)
        {
            return "it ends too early";
        }
    }

    private static BaselineImage? Read(BinaryReader reader)
    {
        string modelId = reader.ReadString();
        string source = reader.ReadString();
        int leads = reader.ReadInt32();
        int samples = reader.ReadInt32();
        bool isConfirmed = reader.ReadBoolean();
        float referenceRrMs = reader.ReadSingle();
        int count = reader.ReadInt32();
        bool fits = leads is > 0 and <= MostLeads && samples is > 0 and <= MostSamples
            && count is > 0 and <= MostBeats && float.IsFinite(referenceRrMs) && referenceRrMs >= 0;
        if (!fits)
        {
            return null;
        }

        (byte, short[])[] beats = new (byte, short[])[count];
        for (int beat = 0; beat < count; beat++)
        {
            byte shape = reader.ReadByte();
            short[] microvolts = new short[leads * samples];
            for (int i = 0; i < microvolts.Length; i++)
            {
                microvolts[i] = reader.ReadInt16();
            }

            beats[beat] = (shape, microvolts);
        }

        return new BaselineImage(modelId, source, leads, samples, isConfirmed, referenceRrMs, beats);
    }
}
