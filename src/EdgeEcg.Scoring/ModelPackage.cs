using System.Security.Cryptography;
using System.Text.Json;
using EdgeEcg.Scoring.Models;

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
        ModelPackage package = Parse(ModelFiles.ReadFolder(folder), expected);
        package.RunOnce();
        return package;
    }

    /// <summary>
    /// Checks everything but whether the graph runs, which <see cref="RunOnce"/> does.
    /// </summary>
    internal static ModelPackage Parse(ModelFiles files, ModelInput expected)
    {
        string manifestFile = files.FileOf(ManifestFileName);
        ModelManifest manifest = ManifestReader.Read(manifestFile, files.Manifest.Span);
        if (manifest.Input != expected)
        {
            throw new BadModelException(
                manifestFile, "the input", manifest.Input.ToString(), expected.ToString());
        }

        string hash = HashOf(files.Onnx.Span);
        if (hash != manifest.ModelId)
        {
            throw new BadModelException(
                files.FileOf(OnnxFileName), "the SHA-256", hash,
                $"{manifest.ModelId} as {ManifestFileName} says");
        }

        return new ModelPackage(files.Place, manifest, files.Onnx.ToArray());
    }

    /// <summary>Runs the graph on a flat line.</summary>
    /// <exception cref="BadModelException">It cannot be run, or has other shapes.</exception>
    internal void RunOnce()
    {
        using Autoencoder trial = new(this);
        trial.RunOnce();
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
}
