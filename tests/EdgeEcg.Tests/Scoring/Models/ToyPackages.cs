using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>Model packages, keys and a store of a test's own.</summary>
internal sealed class ToyPackages : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ToyPackages() => Store = OpenStore(TrustedKeys.None);

    public ModelStore Store { get; }

    public string StoreFolder => File("models");

    public void Dispose() => _folder.Dispose();

    public string File(string name) => _folder.File(name);

    public ModelStore OpenStore(TrustedKeys keys) => new(StoreFolder, keys, TimeProvider.System);

    /// <param name="name">Of its folder.</param>
    /// <param name="factor">Tells models apart.</param>
    /// <param name="threshold">Above it a beat is abnormal.</param>
    public string Write(string name, float factor = 0.5f, double threshold = 0.25)
    {
        ModelManifest manifest = ToyModel.Manifest() with
        {
            Thresholds = [ToyModel.Manifest().Thresholds[0] with { Score = threshold }],
        };
        return ModelPackage.Write(File(name), manifest, ToyModel.Onnx(factor: factor)).Folder;
    }

    /// <summary>Writes the manifest of a package anew with something replaced in its text.</summary>
    public static void Edit(string package, string text, string by)
    {
        string file = Path.Combine(package, "model.json");
        string before = System.IO.File.ReadAllText(file);
        Assert.Contains(text, before, StringComparison.Ordinal);
        System.IO.File.WriteAllText(file, before.Replace(text, by, StringComparison.Ordinal));
    }

    public static void SetSchema(string package, int schema) => Edit(
        package, $"\"schema_version\": {ToyModel.Manifest().SchemaVersion}", $"\"schema_version\": {schema}");

    public static string Zip(string package)
    {
        ZipFile.CreateFromDirectory(package, package + ".zip");
        return package + ".zip";
    }

    public static string TarGz(string package)
    {
        using FileStream file = System.IO.File.Create(package + ".tar.gz");
        using GZipStream zipped = new(file, CompressionLevel.Fastest);
        TarFile.CreateFromDirectory(package, zipped, includeBaseDirectory: true);
        return package + ".tar.gz";
    }

    /// <summary>A private key, whose public one is trusted where a folder is named.</summary>
    public string MakeKey(string name, string? trustedIn = null, ECCurve? curve = null)
    {
        using ECDsa key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        string file = File(name + ".key");
        System.IO.File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        if (trustedIn is not null)
        {
            string folder = Directory.CreateDirectory(File(trustedIn)).FullName;
            System.IO.File.WriteAllText(
                Path.Combine(folder, name + ".pem"), key.ExportSubjectPublicKeyInfoPem());
        }

        return file;
    }
}
