using System.Security.Cryptography;

namespace EdgeEcg.Scoring.Models;

/// <summary>Signs a model package, so that devices which ask for it accept it.</summary>
public static class ModelSigner
{
    /// <summary>
    /// Writes <c>model.sig</c>: ECDSA P-256 over SHA-256 of model.json and model.onnx, in DER, which is what
    /// <c>openssl dgst -sha256 -sign</c> makes of the two in a row.
    /// </summary>
    /// <param name="folder">Of a whole package.</param>
    /// <param name="keyFile">The private key, PEM, without a password.</param>
    /// <exception cref="BadModelException">The key or the package cannot be used.</exception>
    public static void Sign(string folder, string keyFile)
    {
        ModelFiles files = ModelFiles.ReadFolder(folder);
        using ECDsa key = ReadKey(keyFile);
        byte[] signature = key.SignData(
            files.SignedBytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        string file = files.FileOf(ModelFiles.SignatureFileName);
        ModelDisk disk = new();
        disk.Write(file + ".writing", signature);
        disk.Replace(file + ".writing", file);
    }

    /// <summary>So that nobody waits for a package that cannot be signed in the end.</summary>
    /// <param name="keyFile">The private key, PEM, without a password.</param>
    /// <exception cref="BadModelException">The key cannot be used.</exception>
    public static void CheckKey(string keyFile) => ReadKey(keyFile).Dispose();

    private static ECDsa ReadKey(string keyFile) => File.Exists(keyFile)
        ? TrustedKeys.ReadKey(keyFile, "PRIVATE KEY")
        : throw new BadModelException(keyFile, "the key", "missing", "a private key in PEM");
}
