using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using EdgeEcg.Scoring;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// Reads the safetensors form: eight bytes with the length of a JSON header, the header with type, shape and
/// place of every tensor, then their bytes without gaps (huggingface.co/docs/safetensors, "Format").
/// </summary>
internal sealed class SafetensorsFile
{
    private const int LengthBytes = 8;
    private const long MaxFileBytes = 256 << 20;
    private const string MetadataName = "__metadata__";

    private readonly string _file;
    private readonly byte[] _bytes;

    private SafetensorsFile(string file, byte[] bytes)
    {
        _file = file;
        _bytes = bytes;
    }

    /// <summary>The tensors of numbers with a fraction; others are checked and passed over.</summary>
    /// <exception cref="BadModelException">The file is not what the form asks for.</exception>
    public static IReadOnlyList<ForeignTensor> Read(string file)
    {
        FileInfo info = new(file);
        if (!info.Exists)
        {
            throw new BadModelException(file, "the file", "missing", "a safetensors file");
        }

        if (info.Length is < LengthBytes or > MaxFileBytes)
        {
            throw new BadModelException(
                file, "the size", Text(info.Length) + " bytes", $"{LengthBytes} to {MaxFileBytes} bytes");
        }

        return new SafetensorsFile(file, File.ReadAllBytes(file)).ReadAll();
    }

    private List<ForeignTensor> ReadAll()
    {
        ulong headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(_bytes);
        if (headerBytes > (ulong)(_bytes.Length - LengthBytes))
        {
            throw Bad(
                "the length of the header", $"{headerBytes} bytes", $"within its {_bytes.Length} bytes");
        }

        ReadOnlyMemory<byte> header = _bytes.AsMemory(LengthBytes, (int)headerBytes);
        ReadOnlyMemory<byte> content = _bytes.AsMemory(LengthBytes + (int)headerBytes);
        try
        {
            using JsonDocument document = JsonDocument.Parse(header);
            return ReadTensors(document.RootElement, content);
        }
        catch (JsonException broken)
        {
            throw new BadModelException(_file, "the header", "no JSON", "the table of tensors", broken);
        }
    }

    private List<ForeignTensor> ReadTensors(JsonElement header, ReadOnlyMemory<byte> content)
    {
        if (header.ValueKind is not JsonValueKind.Object)
        {
            throw Bad("the header", header.ValueKind.ToString(), "the table of tensors");
        }

        List<ForeignTensor> tensors = [];
        HashSet<string> names = [];
        List<(long Begin, long End, string Name)> places = [];
        foreach (JsonProperty entry in header.EnumerateObject().Where(entry => entry.Name != MetadataName))
        {
            if (!names.Add(entry.Name))
            {
                throw Bad($"the tensor '{entry.Name}'", "there twice", "there once");
            }

            (string type, int[] shape, long begin, long end) = Describe(entry, content.Length);
            places.Add((begin, end, entry.Name));
            ReadOnlySpan<byte> bytes = content.Span[(int)begin..(int)end];
            if (Decode(type, bytes) is { } values)
            {
                tensors.Add(new ForeignTensor(entry.Name, shape, values));
            }
        }

        CheckPlaces(places, content.Length);
        return tensors;
    }

    private (string Type, int[] Shape, long Begin, long End) Describe(JsonProperty entry, long contentBytes)
    {
        string what = $"the entry of '{entry.Name}'";
        JsonElement value = entry.Value;
        if (value.ValueKind is not JsonValueKind.Object
            || !value.TryGetProperty("dtype", out JsonElement dtype)
            || dtype.ValueKind is not JsonValueKind.String
            || Numbers(value, "shape") is not { } shape
            || Numbers(value, "data_offsets") is not [long b, long e])
        {
            throw Bad(what, "incomplete", "dtype, shape and two data_offsets");
        }

        string type = dtype.GetString()!;
        Int128 bytes = shape.Aggregate(
            (Int128)SizeOf(type, entry.Name), (product, length) => unchecked(product * length));
        if (shape.Any(length => length is < 0 or > int.MaxValue) || b < 0 || e < b || e > contentBytes
            || bytes != e - b)
        {
            throw Bad(
                what, $"{type} [{string.Join(", ", shape)}] in bytes {b} to {e}",
                $"as many bytes as the shape has, within {contentBytes}");
        }

        return (type, [.. shape.Select(length => (int)length)], b, e);
    }

    private static long[]? Numbers(JsonElement entry, string property)
    {
        const int mostDimensions = 8;
        if (!entry.TryGetProperty(property, out JsonElement list) || list.ValueKind is not JsonValueKind.Array
            || list.GetArrayLength() > mostDimensions)
        {
            return null;
        }

        long[] numbers = new long[list.GetArrayLength()];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (list[i].ValueKind is not JsonValueKind.Number || !list[i].TryGetInt64(out numbers[i]))
            {
                return null;
            }
        }

        return numbers;
    }

    private void CheckPlaces(List<(long Begin, long End, string Name)> places, long contentBytes)
    {
        long next = 0;
        foreach ((long begin, long end, string name) in places.Order())
        {
            if (begin != next)
            {
                throw Bad($"the place of '{name}'", $"byte {begin}", $"byte {next}, behind the one before");
            }

            next = end;
        }

        if (next != contentBytes)
        {
            throw Bad("the content", $"{contentBytes} bytes", $"{next}, as the header says");
        }
    }

    private int SizeOf(string type, string name) => type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => throw Bad($"the type of '{name}'", $"'{type}'", "F64, F32, F16, BF16 or an integer"),
    };

    private static float[]? Decode(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "F32" => MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
        "F64" => Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value),
        "F16" => Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value),
        "BF16" => Array.ConvertAll(
            MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(),
            value => BitConverter.UInt32BitsToSingle((uint)value << 16)),
        _ => null,
    };

    private BadModelException Bad(string what, string found, string expected) =>
        new(_file, what, found, expected);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
