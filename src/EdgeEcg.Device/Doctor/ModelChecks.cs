using System.Globalization;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Scoring;
using EdgeEcg.Scoring.Models;

namespace EdgeEcg.Device.Doctor;

/// <summary>Whether the model is whole, runs on this processor, and runs fast enough.</summary>
internal sealed class ModelChecks(ModelConfiguration model, StorageConfiguration storage, TimeProvider time)
    : ICheckGroup
{
    private const string Group = "model";
    private const string Package = "package";
    private const int WarmUps = 20;
    private const int Beats = 200;

    /// <summary>At 200 beats a minute there are 300 ms for each; other work needs some too.</summary>
    private const double SlowMs = 20;

    private const double TooSlowMs = 100;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private ModelPackage? _package;

    public IEnumerable<Check> Checks =>
    [
        new(Group, Package, Limit, Load, "install the model again (edgeecg model install)"),
        new(Group, "inference", Limit, Run, "install the program again: ONNX Runtime must fit the processor")
        {
            Needs = [Package],
        },
    ];

    public void Dispose()
    {
        // Nothing is kept open.
    }

    private Finding Load()
    {
        _package = model.Folder is { } folder
            ? ModelPackage.Load(folder)
            : new ModelStore(storage.Models, TrustedKeys.None, time).LoadActive();
        ModelManifest manifest = _package.Manifest;
        return Finding.Ok(string.Create(CultureInfo.InvariantCulture,
            $"{manifest.Architecture}, {manifest.ModelId[..12]}, {manifest.InputSampleRateHz} Hz, "
            + $"hash and shapes right"));
    }

    private Finding Run()
    {
        using Autoencoder autoencoder = new(_package!, maxRows: 2);
        float[] beats = new float[2 * autoencoder.Samples];
        float[] reconstructions = new float[beats.Length];
        for (int i = 0; i < beats.Length; i++)
        {
            // Any smooth curve within the range of normalised beats.
            beats[i] = MathF.Sin(i * 0.1f);
        }

        long start = 0;
        for (int run = -WarmUps; run < Beats; run++)
        {
            start = run == 0 ? time.GetTimestamp() : start;
            autoencoder.Reconstruct(beats, reconstructions);
        }

        return Judge(time.GetElapsedTime(start).TotalMilliseconds / Beats, reconstructions);
    }

    private static Finding Judge(double beatMs, float[] reconstructions)
    {
        string found =
            string.Create(CultureInfo.InvariantCulture, $"{beatMs:0.000} ms for a beat of two leads");
        if (!reconstructions.All(float.IsFinite))
        {
            return Finding.Fail("what comes out are no numbers", "install another model");
        }

        const string Remedy = "see what else runs on this device (top), and its temperature";
        return beatMs switch
        {
            > TooSlowMs => Finding.Fail(found, Remedy),
            > SlowMs => Finding.Warn(found, Remedy),
            _ => Finding.Ok(found),
        };
    }
}
