using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeEcg.Monitor.Provisioning;

/// <summary>What is wrong with a file from the stick, in words that follow "found"; null: nothing.</summary>
internal static class ProvisionChecks
{
    // A chain of certificates is a few kilobytes.
    private const int MostBytes = 256 * 1024;

    public static byte[]? ReadFile(string path, out string trouble)
    {
        trouble = "";
        try
        {
            using FileStream stream = File.OpenRead(path);
            if (stream.Length is 0 or > MostBytes)
            {
                trouble = $"{path} with {stream.Length} bytes";
                return null;
            }

            byte[] content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            trouble = $"no way to read it ({fault.Message})";
            return null;
        }
    }

    public static string? Secret(byte[] content)
    {
        string first = Encoding.UTF8.GetString(content).Split('\n')[0].TrimEnd('\r');
        return first.Length is > 0 and <= 4096 ? null : "an empty or endless first line";
    }

    public static string? Certificates(byte[] content)
    {
        try
        {
            X509Certificate2Collection certificates = [];
            certificates.ImportFromPem(Encoding.UTF8.GetString(content));
            return certificates.Count > 0 ? null : "no certificate (PEM)";
        }
        catch (CryptographicException fault)
        {
            return $"a broken certificate ({fault.Message.TrimEnd('.')})";
        }
    }

    public static string? Key(byte[] content)
    {
        try
        {
            using AsymmetricAlgorithm key = ReadKey(content);
            return null;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return "no private key (PEM, without passphrase)";
        }
    }

    public static bool BelongTogether(byte[] certificate, byte[] key)
    {
        using X509Certificate2 first = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate));
        using AsymmetricAlgorithm own = ReadKey(key);
        return first.PublicKey.ExportSubjectPublicKeyInfo().AsSpan()
            .SequenceEqual(own.ExportSubjectPublicKeyInfo());
    }

    private static AsymmetricAlgorithm ReadKey(byte[] content)
    {
        string pem = Encoding.UTF8.GetString(content);
        try
        {
            return Import(ECDsa.Create(), pem);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return Import(RSA.Create(), pem);
        }
    }

    private static AsymmetricAlgorithm Import(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}
