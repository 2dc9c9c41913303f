using BenchmarkDotNet.Attributes;
using EdgeEcg.Core;
using EdgeEcg.Core.Synthetic;
using EdgeEcg.Scoring;

namespace EdgeEcg.Benchmarks;

/// <summary>
/// What one sample of two leads costs: beat finding alone, and with scoring. A minute of synthetic ECG per
/// call; the columns are per sample.
/// </summary>
[MemoryDiagnoser]
public class PipelineBenchmarks : IDisposable
{
    private const int MinuteAt500 = 30_000;

    private float[] _lead1 = [];
    private float[] _lead2 = [];
    private BeatFinder _finder = null!;
    private BeatAnalysis _analysis = null!;

    [GlobalSetup]
    public void Prepare()
    {
        SampleRate rate = new(500);
        _lead1 = new float[MinuteAt500];
        _lead2 = new float[MinuteAt500];
        SyntheticScript script = SyntheticScript.Random(1, SyntheticRates.BusyDay, 60);
        new SyntheticEcg(rate, new SyntheticEcgSettings(), script).Read(_lead1, _lead2);
        _finder = new BeatFinder(rate, 2, BeatWindow.Standard);
        _analysis = new BeatAnalysis(rate, 2, DefaultModel.Load(), RhythmLimits.Default);
        for (int minute = 0; minute < 3; minute++)
        {
            FindAndScore();
        }
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _analysis.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(OperationsPerInvoke = MinuteAt500)]
    public int FindBeats()
    {
        int beats = 0;
        Span<float> sample = stackalloc float[2];
        for (int i = 0; i < MinuteAt500; i++)
        {
            (sample[0], sample[1]) = (_lead1[i], _lead2[i]);
            _finder.Push(sample);
            while (_finder.TryTake(out _))
            {
                beats++;
            }
        }

        return beats;
    }

    [Benchmark(OperationsPerInvoke = MinuteAt500)]
    public int FindAndScore()
    {
        int beats = 0;
        Span<float> sample = stackalloc float[2];
        for (int i = 0; i < MinuteAt500; i++)
        {
            (sample[0], sample[1]) = (_lead1[i], _lead2[i]);
            _analysis.Push(sample);
            while (_analysis.TryTake(out _, out _))
            {
                beats++;
            }
        }

        return beats;
    }
}
