using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using EdgeEcg.Monitor.Provisioning;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// The device's key. It is made on the device, once, and never leaves it; what leaves it is the signing
/// request and the fingerprint that stands on the label.
/// </summary>
/// <param name="KeyPem">PKCS#8.</param>
/// <param name="Csr">PEM.</param>
/// <param name="Fingerprint">SHA-256 of the public key, as ssh writes it.</param>
internal sealed record DeviceIdentity(string KeyPem, string Csr, string Fingerprint)
{
    public static string MakeKey()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <param name="earlierCsr">
    /// Kept where it asks for the same: every ECDSA signature is another, and a request that changed on each
    /// run would be a new one to who signs them.
    /// </param>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public static DeviceIdentity Of(string keyPem, string deviceId, string? earlierCsr)
    {
        using ECDsa key = ECDsa.Create();
        key.ImportFromPem(keyPem);
        byte[] publicKey = key.ExportSubjectPublicKeyInfo();
        if (earlierCsr is not null && Asks(earlierCsr, deviceId, publicKey))
        {
            return new DeviceIdentity(keyPem, earlierCsr, FingerprintOf(publicKey));
        }

        CertificateRequest request = new($"CN={deviceId}", key, HashAlgorithmName.SHA256);
        return new DeviceIdentity(
            keyPem, request.CreateSigningRequestPem() + "\n", FingerprintOf(publicKey));
    }

    public static string FingerprintOf(byte[] publicKey) =>
        "SHA256:" + Convert.ToBase64String(SHA256.HashData(publicKey)).TrimEnd('=');

    /// <summary>The fingerprint of the first certificate's key.</summary>
    public static string FingerprintOf(string certificatePem)
    {
        using X509Certificate2 certificate = X509Certificate2.CreateFromPem(certificatePem);
        return FingerprintOf(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The brought key's, where one was brought; it may be RSA.</summary>
    public static string FingerprintOf(ProvisionOrder order)
    {
        string certificate = Encoding.UTF8.GetString(order.Files.First(f => f.Name == "device.pem").Content);
        return FingerprintOf(certificate);
    }

    private static bool Asks(string csr, string deviceId, byte[] publicKey)
    {
        try
        {
            CertificateRequest request =
                CertificateRequest.LoadSigningRequestPem(csr, HashAlgorithmName.SHA256);
            return request.SubjectName.Name == $"CN={deviceId}"
                && request.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey);
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            return false;
        }
    }
}
