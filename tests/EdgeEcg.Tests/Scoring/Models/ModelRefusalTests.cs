using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Tests.Scoring.Models;

/// <summary>What is not installed, and what is said about it; the store stays as it was.</summary>
public sealed class ModelRefusalTests : IDisposable
{
    private readonly ToyPackages _toys = new();
    private readonly string _package;

    public ModelRefusalTests() => _package = _toys.Write("package");

    public void Dispose() => _toys.Dispose();

    [Theory]
    [InlineData("\"input_sample_rate_hz\": 200", "\"input_sample_rate_hz\": 360", "the input is ")]
    [InlineData("\"samples\": 140", "\"samples\": 128", " is ")]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"extra\": 1", "extra")]
    public void A_manifest_that_does_not_fit_is_refused_and_says_what(string text, string by, string sentence)
    {
        ToyPackages.Edit(_package, text, by);

        Assert.Contains(sentence, Refusal(_package), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void An_older_and_a_newer_schema_are_refused(int schema)
    {
        ToyPackages.SetSchema(_package, schema);
        string said = Refusal(_package);

        Assert.Contains($"schema_version is {schema}, expected ", said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_graph_of_another_shape_is_refused()
    {
        byte[] onnx = ToyModel.Onnx(samples: 139);
        File.WriteAllBytes(Path.Combine(_package, "model.onnx"), onnx);
        ToyPackages.Edit(
            _package, ModelPackage.HashOf(ToyModel.Onnx()), ModelPackage.HashOf(onnx));

        Assert.Contains("the input shape is Float [-1, 139]", Refusal(_package), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.json")]
    public void A_missing_file_is_named(string name)
    {
        File.Delete(Path.Combine(_package, name));

        Assert.Contains($"{name}: the file is missing", Refusal(_package), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_flipped_bit_of_a_signed_package_is_found()
    {
        ModelSigner.Sign(_package, _toys.MakeKey("fleet", trustedIn: "keys"));
        ModelStore store = _toys.OpenStore(TrustedKeys.Read(_toys.File("keys")));
        Random random = new(20260731);
        Assert.Equal("fleet.pem", store.Verify(_package).SignedBy);

        foreach (string name in new[] { "model.onnx", "model.json", "model.sig" })
        {
            string file = Path.Combine(_package, name);
            byte[] whole = File.ReadAllBytes(file);
            for (int trial = 0; trial < 40; trial++)
            {
                byte[] flipped = [.. whole];
                flipped[random.Next(whole.Length)] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, flipped);
                string said = Assert.Throws<BadModelException>(() => store.Install(_package)).Message;
                Assert.Contains(_package, said, StringComparison.Ordinal);
            }

            File.WriteAllBytes(file, whole);
        }

        Assert.Empty(store.List());
    }

    [Fact]
    public void Where_there_are_trusted_keys_an_unsigned_package_or_one_of_a_stranger_is_refused()
    {
        _toys.MakeKey("fleet", trustedIn: "keys");
        TrustedKeys keys = TrustedKeys.Read(_toys.File("keys"));

        string unsigned = Refusal(_package, keys);
        ModelSigner.Sign(_package, _toys.MakeKey("stranger"));
        string foreign = Refusal(_package, keys);

        Assert.Contains("model.sig: the signature is missing", unsigned, StringComparison.Ordinal);
        Assert.Contains("by an unknown key", foreign, StringComparison.Ordinal);
        Assert.Contains("fleet.pem", foreign, StringComparison.Ordinal);
    }

    [Fact]
    public void Openssl_makes_keys_and_signatures_that_are_accepted()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/openssl"), "openssl is not installed");
        string keys = Directory.CreateDirectory(_toys.File("keys")).FullName;
        string key = _toys.File("maker.key");
        Shell($"openssl ecparam -name prime256v1 -genkey -noout -out {key}");
        Shell($"openssl pkey -in {key} -pubout -out {keys}/maker.pem");
        Shell($"cat {_package}/model.json {_package}/model.onnx"
            + $" | openssl dgst -sha256 -sign {key} -out {_package}/model.sig");

        Assert.Equal("maker.pem", _toys.OpenStore(TrustedKeys.Read(keys)).Install(_package).SignedBy);

        // And the other way round.
        ModelSigner.Sign(_package, key);
        Shell($"cat {_package}/model.json {_package}/model.onnx"
            + $" | openssl dgst -sha256 -verify {keys}/maker.pem -signature {_package}/model.sig");
    }

    [Fact]
    public void A_key_that_is_none_is_told_and_a_private_one_is_not_taken_for_a_public_one()
    {
        string folder = Directory.CreateDirectory(_toys.File("keys")).FullName;
        string key = Path.Combine(folder, "a.pem");

        File.WriteAllText(key, "no key");
        string none = KeyRefusal(folder);
        File.Copy(_toys.MakeKey("own"), key, overwrite: true);
        string secret = KeyRefusal(folder);
        using ECDsa large = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        File.WriteAllText(key, large.ExportSubjectPublicKeyInfoPem());
        string curve = KeyRefusal(folder);

        Assert.Contains("no public key", none, StringComparison.Ordinal);
        Assert.Contains("no public key", secret, StringComparison.Ordinal);
        Assert.Contains("another curve (384 bits)", curve, StringComparison.Ordinal);
        Assert.Throws<BadModelException>(() => ModelSigner.Sign(_package, key));
    }

    [Theory]
    [InlineData("../model.json")]
    [InlineData("/etc/model.json")]
    [InlineData("a/../../model.json")]
    [InlineData("..\\model.json")]
    [InlineData("C:\\model.json")]
    public void An_archive_that_writes_elsewhere_is_refused(string name)
    {
        string zip = ToyPackages.Zip(_package);
        using (ZipArchive archive = ZipFile.Open(zip, ZipArchiveMode.Update))
        {
            archive.CreateEntry(name).Open().Dispose();
        }

        Assert.Contains("points elsewhere is refused", Refusal(zip), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_in_an_archive_is_refused()
    {
        string file = _toys.File("link.tar.gz");
        using (FileStream stream = File.Create(file))
        using (GZipStream zipped = new(stream, CompressionLevel.Fastest))
        using (TarWriter tar = new(zipped))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.SymbolicLink, "model.json") { LinkName = "/etc/passwd" });
        }

        Assert.Contains("links are refused", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_off_archive_a_strange_file_and_an_ambiguous_stick_are_told()
    {
        string zip = ToyPackages.Zip(_package);
        File.WriteAllBytes(zip, File.ReadAllBytes(zip)[..^30]);
        string cut = Refusal(zip);
        File.WriteAllText(_toys.File("model.exe"), "x");
        string strange = Refusal(_toys.File("model.exe"));
        string stick = Directory.CreateDirectory(_toys.File("stick")).FullName;
        string empty = Refusal(stick);
        _toys.Write("stick/a");
        _toys.Write("stick/b");
        string several = Refusal(stick);

        Assert.Contains("the archive is damaged", cut, StringComparison.Ordinal);
        Assert.Contains("its kind is '.exe'", strange, StringComparison.Ordinal);
        Assert.Contains("no model package", empty, StringComparison.Ordinal);
        Assert.Contains("what is in it is a, b", several, StringComparison.Ordinal);
    }

    private string Refusal(string source, TrustedKeys? keys = null)
    {
        ModelStore store = _toys.OpenStore(keys ?? TrustedKeys.None);
        string verified = Assert.Throws<BadModelException>(() => store.Verify(source)).Message;
        string said = Assert.Throws<BadModelException>(() => store.Install(source)).Message;
        Assert.Equal(verified, said);
        Assert.DoesNotContain('\n', said);
        Assert.False(Directory.Exists(_toys.StoreFolder));
        return said;
    }

    private static string KeyRefusal(string folder) =>
        Assert.Throws<BadModelException>(() => TrustedKeys.Read(folder)).Message;

    private static void Shell(string command)
    {
        using Process shell = Process.Start("bash", ["-o", "pipefail", "-c", command]);
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }
}
