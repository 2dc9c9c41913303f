using System.Globalization;
using System.Runtime.InteropServices;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Onnx.Schema;
using Google.Protobuf;
using DataType = EdgeEcg.Training.Onnx.Schema.Tensor.Types.DataType;

namespace EdgeEcg.Training.Foreign;

/// <summary>
/// The content of an ONNX tensor, wherever a writer has put it: raw bytes, a typed list, or another file.
/// </summary>
internal static class OnnxTensors
{
    private const long MaxValues = 16 << 20;
    private const int External = 1;

    /// <summary>Checks the content against the shape, and makes raw bytes of it.</summary>
    /// <param name="file">The model's, for messages.</param>
    /// <param name="folder">Where the model is, and so its other files.</param>
    /// <exception cref="BadModelException">It does not fit, or another file does not have it.</exception>
    public static void Complete(string file, string folder, Tensor tensor)
    {
        long count = CountOf(file, tensor);
        int size = SizeOf(file, tensor);
        if (tensor.DataLocation == External || tensor.ExternalData.Count > 0)
        {
            tensor.RawData = ByteString.CopyFrom(ReadExternal(file, folder, tensor, count * size));
            tensor.ExternalData.Clear();
            tensor.DataLocation = 0;
        }
        else if (tensor.RawData.IsEmpty)
        {
            tensor.RawData = ByteString.CopyFrom(Listed(tensor));
        }

        tensor.FloatData.Clear();
        tensor.Int32Data.Clear();
        tensor.Int64Data.Clear();
        tensor.DoubleData.Clear();
        if (tensor.RawData.Length != count * size)
        {
            throw new BadModelException(
                file, $"the content of the tensor '{tensor.Name}'", $"{tensor.RawData.Length} bytes",
                $"{count * size} for the shape [{string.Join(", ", tensor.Dims)}]");
        }
    }

    /// <summary>The values of a completed float tensor; null for another type.</summary>
    public static float[]? Floats(Tensor tensor) =>
        tensor.DataType == (int)DataType.Float
            ? MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray()
            : null;

    public static Tensor Of(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> dims) =>
        Of(name, DataType.Float, MemoryMarshal.AsBytes(values), dims);

    public static Tensor Of(string name, ReadOnlySpan<sbyte> values, params ReadOnlySpan<long> dims) =>
        Of(name, DataType.Int8, MemoryMarshal.AsBytes(values), dims);

    public static Tensor Of(string name, ReadOnlySpan<int> values, params ReadOnlySpan<long> dims) =>
        Of(name, DataType.Int32, MemoryMarshal.AsBytes(values), dims);

    public static Tensor Of(string name, ReadOnlySpan<long> values, params ReadOnlySpan<long> dims) =>
        Of(name, DataType.Int64, MemoryMarshal.AsBytes(values), dims);

    private static Tensor Of(
        string name, DataType type, ReadOnlySpan<byte> content, ReadOnlySpan<long> dims)
    {
        Tensor tensor = new() { Name = name, DataType = (int)type, RawData = ByteString.CopyFrom(content) };
        tensor.Dims.AddRange(dims.ToArray());
        return tensor;
    }

    private static long CountOf(string file, Tensor tensor)
    {
        long count = 1;
        foreach (long dim in tensor.Dims)
        {
            if (dim is < 0 or > MaxValues || (count *= dim) > MaxValues)
            {
                throw new BadModelException(
                    file, $"the shape of the tensor '{tensor.Name}'",
                    $"[{string.Join(", ", tensor.Dims)}]", $"at most {MaxValues} values");
            }
        }

        return count;
    }

    private static int SizeOf(string file, Tensor tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float or DataType.Int32 => 4,
        DataType.Int64 or DataType.Double => 8,
        DataType.Int8 or DataType.Uint8 or DataType.Bool => 1,
        _ => throw new BadModelException(
            file, $"the type of the tensor '{tensor.Name}'",
            tensor.DataType.ToString(CultureInfo.InvariantCulture), "single precision or integers"),
    };

    private static ReadOnlySpan<byte> Listed(Tensor tensor) => (DataType)tensor.DataType switch
    {
        DataType.Float => MemoryMarshal.AsBytes<float>(tensor.FloatData.ToArray()),
        DataType.Int64 => MemoryMarshal.AsBytes<long>(tensor.Int64Data.ToArray()),
        DataType.Double => MemoryMarshal.AsBytes<double>(tensor.DoubleData.ToArray()),
        DataType.Int32 => MemoryMarshal.AsBytes<int>(tensor.Int32Data.ToArray()),
        _ => tensor.Int32Data.Select(value => unchecked((byte)value)).ToArray(),
    };

    private static byte[] ReadExternal(string file, string folder, Tensor tensor, long bytes)
    {
        Dictionary<string, string> entries = [];
        foreach (Entry entry in tensor.ExternalData)
        {
            entries[entry.Key] = entry.Value;
        }

        string location = entries.GetValueOrDefault("location", "");
        string path = Path.GetFullPath(Path.Combine(folder, location));
        bool inside = location.Length > 0 && !location.Contains('\0')
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (!inside || !File.Exists(path))
        {
            throw new BadModelException(
                file, $"the file '{location}' with the tensor '{tensor.Name}'", "missing",
                "a file beside the model");
        }

        long offset = Number(file, tensor, entries, "offset", 0);
        long length = Number(file, tensor, entries, "length", bytes);
        using FileStream stream = File.OpenRead(path);
        if (length != bytes || offset > stream.Length - bytes)
        {
            throw new BadModelException(
                file, $"the place of the tensor '{tensor.Name}' in '{location}'",
                $"{length} bytes from {offset} on", $"{bytes} bytes within its {stream.Length}");
        }

        byte[] content = new byte[bytes];
        stream.Position = offset;
        stream.ReadExactly(content);
        return content;
    }

    private static long Number(
        string file, Tensor tensor, Dictionary<string, string> entries, string key, long absent)
    {
        if (!entries.TryGetValue(key, out string? text))
        {
            return absent;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value)
            ? value
            : throw new BadModelException(
                file, $"the {key} of the tensor '{tensor.Name}'", $"'{text}'", "a whole number");
    }
}
