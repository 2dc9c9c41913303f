using System.Globalization;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// The files of a model package as they came, bounded and unchecked: from a folder, or out of an archive.
/// </summary>
/// <param name="Place">The folder or archive, for messages.</param>
/// <param name="Manifest">The bytes of <c>model.json</c>.</param>
/// <param name="Onnx">The bytes of <c>model.onnx</c>.</param>
/// <param name="Signature">The bytes of <c>model.sig</c>; none: the package is not signed.</param>
public sealed record ModelFiles(
    string Place, ReadOnlyMemory<byte> Manifest, ReadOnlyMemory<byte> Onnx, ReadOnlyMemory<byte>? Signature)
{
    public const string SignatureFileName = "model.sig";

    /// <summary>
    /// A hundred times the largest model we make: a wrong file is refused before it fills a small device's
    /// memory.
    /// </summary>
    private const int MaxOnnxBytes = 64 << 20;

    private const int MaxManifestBytes = 1 << 20;

    /// <summary>A signature of P-256 has 72 bytes at most.</summary>
    private const int MaxSignatureBytes = 4096;

    /// <summary>What is signed: <c>model.json</c>, then <c>model.onnx</c>.</summary>
    internal byte[] SignedBytes => [.. Manifest.Span, .. Onnx.Span];

    /// <exception cref="BadModelException">A file is missing, empty or too large.</exception>
    public static ModelFiles ReadFolder(string folder) => From(folder, name =>
    {
        string file = Path.Combine(folder, name);
        return File.Exists(file) ? ReadBounded(file, name) : null;
    });

    /// <param name="place">For messages.</param>
    /// <param name="find">The content of the file of this name; null where there is none.</param>
    internal static ModelFiles From(string place, Func<string, byte[]?> find) => new(
        place,
        find(ModelPackage.ManifestFileName) ?? throw Missing(place, ModelPackage.ManifestFileName),
        find(ModelPackage.OnnxFileName) ?? throw Missing(place, ModelPackage.OnnxFileName),
        Given(find(SignatureFileName)));

    /// <returns>How long a file of this name may be; null where it is not part of a package.</returns>
    internal static int? MostBytes(string name) => name switch
    {
        ModelPackage.OnnxFileName => MaxOnnxBytes,
        ModelPackage.ManifestFileName => MaxManifestBytes,
        SignatureFileName => MaxSignatureBytes,
        _ => null,
    };

    internal static BadModelException WrongSize(string file, long bytes, string name) => new(
        file, "the size", bytes.ToString(CultureInfo.InvariantCulture) + " bytes",
        $"1 to {MostBytes(name)} bytes");

    // An array that is null would turn into memory that is merely empty.
    private static ReadOnlyMemory<byte>? Given(byte[]? content) =>
        content is null ? default(ReadOnlyMemory<byte>?) : new ReadOnlyMemory<byte>(content);

    internal string FileOf(string name) => Path.Combine(Place, name);

    private static byte[] ReadBounded(string file, string name)
    {
        long bytes = new FileInfo(file).Length;
        return bytes is 0 || bytes > MostBytes(name)
            ? throw WrongSize(file, bytes, name)
            : File.ReadAllBytes(file);
    }

    private static BadModelException Missing(string place, string name) =>
        new(Path.Combine(place, name), "the file", "missing", "part of every model package");
}
