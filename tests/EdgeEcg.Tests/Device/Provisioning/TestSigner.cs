using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EdgeEcg.Tests.Device.Provisioning;

/// <summary>An authority that signs what a device asks for.</summary>
internal sealed class TestSigner : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private byte _serial;

    public TestSigner()
    {
        CertificateRequest request = new("CN=test fleet", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddDays(-2), now.AddDays(2));
    }

    public string CaPem => _certificate.ExportCertificatePem();

    public string Sign(string csrPem)
    {
        CertificateRequest request =
            CertificateRequest.LoadSigningRequestPem(csrPem, HashAlgorithmName.SHA256);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        X509SignatureGenerator generator = X509SignatureGenerator.CreateForECDsa(_key);
        using X509Certificate2 signed = request.Create(
            _certificate.SubjectName, generator, now.AddDays(-1), now.AddDays(1), [++_serial]);
        return signed.ExportCertificatePem() + "\n";
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
