using System.Security.Cryptography;

namespace EdgeEcg.Scoring.Models;

/// <summary>
/// Who may make models for this device: the public keys (ECDSA P-256, PEM) in a folder. Where there are any,
/// a package has to be signed by one of them; where there are none, nothing is asked for. A key that cannot
/// be read is told rather than passed over, because it may be the only one.
/// </summary>
public sealed class TrustedKeys
{
    /// <summary>The curve prime256v1 of X9.62, which is P-256 of FIPS 186.</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly List<(string Name, ECParameters Key)> _keys = [];

    private TrustedKeys(string? folder) => Folder = folder;

    /// <summary>Nothing is asked for.</summary>
    public static TrustedKeys None { get; } = new((string?)null);

    public string? Folder { get; }

    public bool AreAsked => _keys.Count > 0;

    /// <summary>File names of the keys.</summary>
    public IReadOnlyList<string> Names => [.. _keys.Select(k => k.Name)];

    /// <param name="folder">One that is not there holds no keys.</param>
    /// <exception cref="BadModelException">A file in it is no such key.</exception>
    public static TrustedKeys Read(string folder)
    {
        TrustedKeys keys = new(folder);
        if (Directory.Exists(folder))
        {
            foreach (string file in Directory.EnumerateFiles(folder, "*.pem").Order(StringComparer.Ordinal))
            {
                using ECDsa key = ReadKey(file, "PUBLIC KEY");
                ECParameters parameters = key.ExportParameters(includePrivateParameters: false);
                keys._keys.Add((Path.GetFileName(file), parameters));
            }
        }

        return keys;
    }

    /// <returns>The name of the key it is signed by; null where none is asked for.</returns>
    /// <exception cref="BadModelException">It is not signed by a trusted key.</exception>
    public string? Check(ModelFiles files)
    {
        if (!AreAsked)
        {
            return null;
        }

        string file = files.FileOf(ModelFiles.SignatureFileName);
        string expected = $"one by a trusted key ({string.Join(", ", Names)} in {Folder})";
        if (files.Signature is not { } signature)
        {
            throw new BadModelException(file, "the signature", "missing", expected);
        }

        byte[] signed = files.SignedBytes;
        foreach ((string name, ECParameters parameters) in _keys)
        {
            using ECDsa key = ECDsa.Create(parameters);
            if (key.VerifyData(
                signed, signature.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence))
            {
                return name;
            }
        }

        throw new BadModelException(
            file, "the signature", "by an unknown key, or the files were changed after it was made",
            expected);
    }

    /// <param name="file">PEM.</param>
    /// <param name="label">PUBLIC KEY or PRIVATE KEY: one must not lie where the other belongs.</param>
    internal static ECDsa ReadKey(string file, string label)
    {
        string expected = $"a {label.ToLowerInvariant()} of ECDSA P-256 in PEM, without a password";
        string pem = File.ReadAllText(file);
        if (!pem.Contains(label + "-----", StringComparison.Ordinal))
        {
            throw new BadModelException(file, "the key", $"no {label.ToLowerInvariant()}", expected);
        }

        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid?.Value == P256)
            {
                return key;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new BadModelException(file, "the key", "none that can be read", expected, e);
        }

        int bits = key.KeySize;
        key.Dispose();
        throw new BadModelException(file, "the key", $"one of another curve ({bits} bits)", expected);
    }
}
