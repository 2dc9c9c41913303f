using EdgeEcg.Core;

namespace EdgeEcg.Scoring;

/// <summary>
/// Which of the learned beats are this wearer's normal, when nobody says. Commonest alone will not do: in
/// bigeminy every other beat is ventricular. So a cluster counts by its size, and by how narrow its QRS is
/// and how far from early its beats come. Other clusters are normal too (posture, a bundle branch block
/// that comes and goes) if they are not early and not much wider. From the chosen, beats far from the
/// middle of their cluster and early ones are left out, and where an early group without the others' P wave
/// has the majority (record 232's lesson), that whole group: <see cref="EarlyGroup"/>. All constants were
/// chosen on DS1.
/// </summary>
internal sealed class NormalSelection
{
    /// <summary>A cluster with fewer beats says nothing.</summary>
    private const int FewestBeats = 4;
    private const double LeastShare = 0.03;

    /// <summary>The narrowest QRS that others are measured by has at least this share of the beats.</summary>
    private const double ShareToBeNarrowest = 0.1;

    /// <summary>A further normal cluster: so common, so much wider, no earlier.</summary>
    private const double SecondShare = 0.05;
    private const double SecondWidth = 1.25;
    private const double SecondRr = 0.9;

    /// <summary>
    /// One as common as this may be as wide as a bundle branch block makes it, and a little early, as one
    /// that depends on the rate is. DS1's ventricular clusters of this size come at 0.6 of the usual
    /// interval.
    /// </summary>
    private const double AlternatingShare = 0.2;
    private const double AlternatingWidth = 2;
    private const double AlternatingRr = 0.85;

    /// <summary>Left out: further from the median beat than this times the median distance.</summary>
    private const float FarFromMiddle = 2;

    /// <summary>Left out: earlier than this share of the median of the 16 intervals around.</summary>
    private const float EarlyShare = 0.9f;
    private const int NeighboursEachSide = 8;

    /// <summary>Unless next to nothing would be left.</summary>
    private const double LeastLeft = 0.2;

    private readonly BeatClusters _clusters;
    private readonly EarlyGroup _earlyGroup;

    public NormalSelection(BeatWindow window, BeatParts layout)
    {
        _clusters = new BeatClusters(window, layout);
        _earlyGroup = new EarlyGroup(layout);
    }

    /// <summary>The normal clusters, the main one first, with the beats that may stand for them.</summary>
    public List<BeatCluster> Choose(LearnedBeats beats)
    {
        List<BeatCluster> all = _clusters.Of(beats);
        List<BeatCluster> counted =
            [.. all.Where(c => c.Members.Length >= Math.Max(FewestBeats, LeastShare * beats.Count))];
        counted = counted.Count > 0 ? counted : [all[0]];
        List<BeatCluster> chosen = [.. Normal(counted, beats.Count).Select(c => WithoutFar(beats, c))];
        chosen = Keeping(chosen, member => !IsEarly(beats, member));
        HashSet<int> early = _earlyGroup.Find(beats, [.. chosen.SelectMany(c => c.Members)]);
        return Keeping(chosen, member => !early.Contains(member));
    }

    /// <summary>The shapes of beats that are all known to be normal, largest first.</summary>
    public List<BeatCluster> Shapes(LearnedBeats normal) => _clusters.Of(normal);

    private static IEnumerable<BeatCluster> Normal(List<BeatCluster> clusters, int beats)
    {
        float narrowest = clusters.Where(c => c.Members.Length >= ShareToBeNarrowest * beats)
            .DefaultIfEmpty(clusters[0]).Min(c => c.WidthMs);
        BeatCluster main = clusters.MaxBy(c => Merit(c, narrowest))!;
        return clusters.Where(c => c == main || IsNormalToo(c, main, beats)).OrderBy(c => c != main);
    }

    private static float Merit(BeatCluster cluster, float narrowest)
    {
        float timely = Math.Min(1, cluster.RelativeRr);
        return cluster.Members.Length * timely * timely * (narrowest / Math.Max(1, cluster.WidthMs));
    }

    private static bool IsNormalToo(BeatCluster cluster, BeatCluster main, int beats)
    {
        double share = (double)cluster.Members.Length / beats;
        double width = cluster.WidthMs / main.WidthMs;
        double rr = cluster.RelativeRr / Math.Min(1, main.RelativeRr);
        return (share >= SecondShare && width <= SecondWidth && rr >= SecondRr)
            || (share >= AlternatingShare && width <= AlternatingWidth && rr >= AlternatingRr);
    }

    private BeatCluster WithoutFar(LearnedBeats beats, BeatCluster cluster)
    {
        float[] distances =
            [.. cluster.Members.Select(m => _clusters.QrsDistance(beats[m], cluster.MedianBeat))];
        float usual = distances.Order().ElementAt(distances.Length / 2);
        int[] near = [.. cluster.Members.Where((_, i) => distances[i] <= FarFromMiddle * usual)];
        return cluster with { Members = near };
    }

    private static bool IsEarly(LearnedBeats beats, int member)
    {
        int from = Math.Max(0, member - NeighboursEachSide);
        int to = Math.Min(beats.Count, member + NeighboursEachSide + 1);
        float around = beats.MedianRrMs([.. Enumerable.Range(from, to - from)]);
        return beats.RrMs[member] > 0 && beats.RrMs[member] < EarlyShare * around;
    }

    private static List<BeatCluster> Keeping(List<BeatCluster> clusters, Func<int, bool> keep)
    {
        List<BeatCluster> kept =
        [
            .. clusters.Select(c => c with { Members = [.. c.Members.Where(keep)] })
                .Where(c => c.Members.Length > 0),
        ];
        int before = clusters.Sum(c => c.Members.Length);
        return kept.Sum(c => c.Members.Length) >= LeastLeft * before ? kept : clusters;
    }
}
