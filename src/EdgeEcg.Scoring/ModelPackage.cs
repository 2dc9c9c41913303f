using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace EdgeEcg.Scoring;

/// <summary>
/// A trained model as it crosses from the trainer to the device: a folder with <c>model.onnx</c> and
/// <c>model.json</c>. Loading checks that the two belong together and fit this device; writing replaces the
/// whole folder at once or not at all.
/// </summary>
public sealed class ModelPackage
{
    public const string OnnxFileName = "model.onnx";

    public const string ManifestFileName = "model.json";

    /// <summary>
    /// A hundred times the largest model we make: a wrong file is refused before it fills a small device's
    /// memory.
    /// </summary>
    private const int MaxOnnxBytes = 64 << 20;

    private const int MaxManifestBytes = 1 << 20;

    private readonly byte[] _onnx;

    private ModelPackage(string folder, ModelManifest manifest, byte[] onnx)
    {
        Folder = folder;
        Manifest = manifest;
        _onnx = onnx;
    }

    public string Folder { get; }

    public ModelManifest Manifest { get; }

    /// <summary>
    /// The content of <c>model.onnx</c>; its SHA-256 is <see cref="ModelManifest.ModelId"/>.
    /// </summary>
    public ReadOnlyMemory<byte> Onnx => _onnx;

    /// <summary>Loads a package for the beats this device cuts.</summary>
    /// <exception cref="BadModelException">Hash, shape, rate, schema or content does not fit.</exception>
    public static ModelPackage Load(string folder) => Load(folder, ModelInput.DeviceBeat);

    /// <inheritdoc cref="Load(string)"/>
    public static ModelPackage Load(string folder, ModelInput expected)
    {
        string manifestFile = Path.Combine(folder, ManifestFileName);
        string onnxFile = Path.Combine(folder, OnnxFileName);
        ModelManifest manifest = ManifestReader.Read(
            manifestFile, ReadBounded(manifestFile, MaxManifestBytes));
        if (manifest.Input != expected)
        {
            throw new BadModelException(
                manifestFile, "the input", manifest.Input.ToString(), expected.ToString());
        }

        byte[] onnx = ReadBounded(onnxFile, MaxOnnxBytes);
        string hash = HashOf(onnx);
        if (hash != manifest.ModelId)
        {
            throw new BadModelException(
                onnxFile, "the SHA-256", hash, $"{manifest.ModelId} as {ManifestFileName} says");
        }

        ModelPackage package = new(folder, manifest, onnx);
        using (Autoencoder trial = new(package))
        {
            trial.RunOnce();
        }

        return package;
    }

    /// <summary>
    /// Writes a package; a package that was there before is replaced in one step. The manifest's
    /// <c>model_id</c> is filled in here.
    /// </summary>
    /// <exception cref="BadModelException">The manifest does not fit the model; nothing was
    /// written.</exception>
    public static ModelPackage Write(string folder, ModelManifest manifest, ReadOnlySpan<byte> onnx)
    {
        string target = Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar);
        string staging = target + ".writing";
        if (Directory.Exists(staging))
        {
            Directory.Delete(staging, recursive: true);
        }

        Directory.CreateDirectory(staging);
        try
        {
            WriteFiles(staging, manifest with { ModelId = HashOf(onnx) }, onnx);
            Load(staging, manifest.Input);
            FolderSwap.Publish(staging, target);
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }

        return Load(target, manifest.Input);
    }

    /// <summary>SHA-256 as 64 lower-case hexadecimal digits.</summary>
    public static string HashOf(ReadOnlySpan<byte> content) =>
        Convert.ToHexStringLower(SHA256.HashData(content));

    private static void WriteFiles(string folder, ModelManifest manifest, ReadOnlySpan<byte> onnx)
    {
        WriteFlushed(Path.Combine(folder, OnnxFileName), onnx);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(manifest, ModelJsonContext.Default.ModelManifest);
        WriteFlushed(Path.Combine(folder, ManifestFileName), [.. json, (byte)'\n']);
    }

    private static void WriteFlushed(string file, ReadOnlySpan<byte> content)
    {
        using FileStream stream = new(
            file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        stream.Write(content);
        stream.Flush(flushToDisk: true);
    }

    private static byte[] ReadBounded(string file, int maxBytes)
    {
        try
        {
            long bytes = new FileInfo(file).Length;
            if (bytes is 0 || bytes > maxBytes)
            {
                string found = bytes.ToString(CultureInfo.InvariantCulture) + " bytes";
                throw new BadModelException(file, "the size", found, $"1 to {maxBytes} bytes");
            }

            return File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadModelException(file, "the file", "missing", "part of every model package", e);
        }
    }
}
