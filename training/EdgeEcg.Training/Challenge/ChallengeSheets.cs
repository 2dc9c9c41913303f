using EdgeEcg.Records;
using EdgeEcg.Scoring;
using EdgeEcg.Training.Comparison;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;

namespace EdgeEcg.Training.Challenge;

/// <summary>Fills the page's pool of sheets from the data sets that are there.</summary>
public sealed class ChallengeSheets
{
    /// <summary>Per data set: three rounds of ten without a sheet twice, where there is one set.</summary>
    private const int SheetsPerSet = 30;

    private const int SyntheticPeople = 6;

    private readonly ModelPackage _package;
    private readonly long _seed;
    private readonly List<string> _sources = [];
    private readonly List<string> _models = [];
    private readonly List<ChallengeSheet> _sheets = [];

    /// <param name="package">Plays the strips.</param>
    /// <param name="seed">The same seed, data and program give the same page.</param>
    public ChallengeSheets(ModelPackage package, long seed)
    {
        (_package, _seed) = (package, seed);
    }

    public int Count => _sheets.Count;

    public ChallengeContent Content => new(_seed, _sources, _models, _sheets);

    /// <summary>
    /// Of the MIT-BIH records only those the shipped model never saw; of other records all.
    /// </summary>
    /// <param name="records">With <c>.atr</c> files.</param>
    /// <param name="forEach">Runs a function over the records in any way, and keeps their order.</param>
    /// <exception cref="BadRecordException">A record cannot be read.</exception>
    public void AddRecords(
        IReadOnlyList<WfdbRecord> records,
        Func<WfdbRecord[], Func<WfdbRecord, ChallengeSheet[]>, ChallengeSheet[][]> forEach)
    {
        WfdbRecord[] unseen = [.. records.Where(r => MitBihSplit.Ds2.Contains(r.Header.Name))];
        bool isMitBih = unseen.Length > 0;
        WfdbRecord[] chosen = isMitBih ? unseen : [.. records];
        int most = Math.Max(1, (int)Math.Ceiling(SheetsPerSet / (double)chosen.Length));
        string set = isMitBih ? "MIT-BIH" : "your records";
        ChallengeSheet[][] sheets = forEach(
            chosen, record => Cut(RecordSheets.Read(record, _package), set, most));
        Add(set, sheets.SelectMany(s => s), isMitBih
            ? "Strips: MIT-BIH Arrhythmia Database (Moody and Mark 2001; PhysioNet, Goldberger et al. 2000), "
                + "ODC-By 1.0, records that the model was not trained on"
            : "Strips: records of yours");
    }

    public void AddSynthetic()
    {
        int most = SheetsPerSet / SyntheticPeople;
        int first = 1000 + (int)((ulong)_seed % 1000 * SyntheticPeople);
        IEnumerable<ChallengeSheet> sheets = Enumerable.Range(first, SyntheticPeople)
            .SelectMany(seed => Cut(SyntheticSheets.Make(seed, _package), "synthetic", most));
        Add("synthetic", sheets, "Strips: synthetic, made by this program");
    }

    /// <param name="train">ECG5000_TRAIN.</param>
    /// <param name="test">ECG5000_TEST.</param>
    /// <param name="progress">Receives one line per epoch.</param>
    /// <param name="time">For the elapsed time in the lines.</param>
    /// <param name="cancellation">Ends training between two batches.</param>
    public void AddEcg5000(
        LabelledBeats train,
        LabelledBeats test,
        IProgress<EpochLine>? progress,
        TimeProvider time,
        CancellationToken cancellation)
    {
        Protocol protocol = Ecg5000Protocol.Of(Ecg5000Protocol.Ucr, train, test, _seed);
        _sheets.AddRange(
            Ecg5000Sheets.Make(protocol, _seed, SheetsPerSet, progress, time, cancellation));
        _sources.Add("Single beats: ECG5000 of the UCR Time Series Archive (Dau et al. 2019), from a "
            + "recording of PhysioNet's chfdb, ODC-By 1.0");
        _models.Add("ECG5000: weighted dense autoencoder, int8, trained for this page on the normal beats of "
            + "the training file");
    }

    private ChallengeSheet[] Cut(StripSource source, string set, int most) =>
        [.. StripSheets.Cut(source, set, _package.Manifest.Thresholds[0].Score, _seed, most)];

    private void Add(string set, IEnumerable<ChallengeSheet> sheets, string source)
    {
        _sheets.AddRange(sheets);
        _sources.Add(source);
        _models.Add($"{set}: {_package.Manifest.Architecture}, int8, in the device's own code, which judges "
            + "shape and rhythm");
    }
}
