using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Sorts learned beats by the shape of their QRS: the beat that most others are alike to makes a cluster
/// with those others, and so on with what is left.
/// </summary>
internal sealed class BeatClusters
{
    /// <summary>
    /// Beats are alike when the rms of their QRS's difference is below this share of the amplitude: of 0.2
    /// and 0.25 the one that keeps the fusion beats of DS1 (record 208) out of the normal cluster.
    /// </summary>
    private const float AlikeShare = 0.2f;

    private readonly BeatParts _layout;
    private readonly QrsAmplitude _amplitude;
    private readonly QrsWidth _width;
    private readonly float[] _allLeads;

    public BeatClusters(BeatWindow window, BeatParts layout)
    {
        _layout = layout;
        _amplitude = new QrsAmplitude(layout);
        _width = new QrsWidth(window);
        _allLeads = [.. Enumerable.Repeat(1f, layout.Leads)];
    }

    /// <summary>Largest first.</summary>
    public List<BeatCluster> Of(LearnedBeats beats)
    {
        bool[,] alike = Likeness(beats);
        bool[] isFree = [.. Enumerable.Repeat(true, beats.Count)];
        float usualRrMs = beats.MedianRrMs([.. Enumerable.Range(0, beats.Count)]);
        List<BeatCluster> clusters = [];
        while (Largest(alike, isFree) is { Length: > 0 } members)
        {
            foreach (int member in members)
            {
                isFree[member] = false;
            }

            clusters.Add(Describe(beats, members, usualRrMs));
        }

        return clusters;
    }

    /// <summary>The rms difference of two QRS, all leads together, in µV.</summary>
    public float QrsDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        float square = 0;
        int length = 1;
        for (int lead = 0; lead < _layout.Leads; lead++)
        {
            Range qrs = _layout.InWaveform(BeatParts.Qrs, lead);
            square += SquaredDistance.Of(a[qrs], b[qrs]);
            length = a[qrs].Length;
        }

        return MathF.Sqrt(square / length);
    }

    private bool[,] Likeness(LearnedBeats beats)
    {
        float[] amplitudes = new float[beats.Count];
        for (int i = 0; i < beats.Count; i++)
        {
            amplitudes[i] = _amplitude.Microvolts(beats[i]);
        }

        bool[,] alike = new bool[beats.Count, beats.Count];
        for (int i = 0; i < beats.Count; i++)
        {
            for (int j = i; j < beats.Count; j++)
            {
                float allowed = AlikeShare * Math.Max(amplitudes[i], amplitudes[j]);
                alike[i, j] = alike[j, i] = QrsDistance(beats[i], beats[j]) <= allowed;
            }
        }

        return alike;
    }

    private static int[] Largest(bool[,] alike, bool[] isFree)
    {
        int[] largest = [];
        for (int centre = 0; centre < isFree.Length; centre++)
        {
            if (isFree[centre])
            {
                int at = centre;
                int[] members =
                    [.. Enumerable.Range(0, isFree.Length).Where(other => isFree[other] && alike[at, other])];
                largest = members.Length > largest.Length ? members : largest;
            }
        }

        return largest;
    }

    private BeatCluster Describe(LearnedBeats beats, int[] members, float usualRrMs)
    {
        float[] median = new float[beats[0].Length];
        beats.Median(members, median);
        float rrMs = beats.MedianRrMs(members);
        float relative = rrMs > 0 && usualRrMs > 0 ? rrMs / usualRrMs : 1;
        return new BeatCluster(members, median, relative, _width.Ms(median, _allLeads));
    }
}
