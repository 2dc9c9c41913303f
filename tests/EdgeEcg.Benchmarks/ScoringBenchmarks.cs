using BenchmarkDotNet.Attributes;
using EdgeEcg.Core;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What the built-in int8 model costs per call in ONNX Runtime: one lead, and both leads of a beat.
/// </summary>
[MemoryDiagnoser]
public class ScoringBenchmarks : IDisposable
{
    private readonly float[] _beats = new float[2 * BeatWindow.Standard.Samples];
    private readonly float[] _reconstructions = new float[2 * BeatWindow.Standard.Samples];
    private Autoencoder _autoencoder = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _autoencoder = new Autoencoder(DefaultModel.Load(), maxRows: 2);
        for (int i = 0; i < _beats.Length; i++)
        {
            _beats[i] = 0.1f * MathF.Sin(0.2f * i);
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _autoencoder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public void ReconstructOneLead() =>
        _autoencoder.Reconstruct(_beats.AsSpan(0, _autoencoder.Samples),
            _reconstructions.AsSpan(0, _autoencoder.Samples));

    [Benchmark]
    public void ReconstructBothLeads() => _autoencoder.Reconstruct(_beats, _reconstructions);
}
