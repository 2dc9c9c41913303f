using System.Diagnostics;
using System.Globalization;
using EdgeEcg.Monitor;

namespace EdgeEcg.Benchmarks;

/// <summary>What each hour of the signal left behind.</summary>
internal sealed class DayAccount(
    CountedEdges edges, CountedBlocks blocks, long samplesPerHour, TextWriter output)
{
    private const double MostGrowthMegabytes = 20;

    private readonly List<double> _megabytes = [];
    private (long Edges, long Read, long Samples, long Analysed, long Quiet, long Blocks, long Allocating)
        _warm;

    private int _hour;

    public void Look(Publisher publisher)
    {
        if (blocks.Samples < (_hour + 1L) * samplesPerHour)
        {
            return;
        }

        _hour++;
        if (_hour == 1)
        {
            _warm = (edges.Edges, edges.AllocatedBytes, blocks.Samples, blocks.AllocatedBytes,
                blocks.QuietBytes, blocks.QuietBlocks, blocks.AllocatingBlocks);
        }

        using Process self = Process.GetCurrentProcess();
        _megabytes.Add(self.WorkingSet64 / 1e6);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"hour {_hour,3}: {_megabytes[^1],6:0.0} MB resident, {GC.GetTotalMemory(false) / 1e6,5:0.0} MB"
            + $" managed, {publisher.Waiting} messages waiting, {publisher.Journal.DiskBytes / 1e6:0.0} MB"
            + $" of journal"));
    }

    public bool Summarise()
    {
        double read = (double)(edges.AllocatedBytes - _warm.Read) / (edges.Edges - _warm.Edges);
        double analysed = (double)(blocks.AllocatedBytes - _warm.Analysed)
            / (blocks.Samples - _warm.Samples);
        long quiet = blocks.QuietBlocks - _warm.Blocks;
        long allocating = blocks.AllocatingBlocks - _warm.Allocating;
        int second = Math.Min(1, _megabytes.Count - 1);
        double growth = _megabytes[^1] - _megabytes[second];
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"allocated after hour 1: {read:0.000} B per sample where the chip is read;"
            + $" where it is analysed, 0 B in {quiet - allocating} of {quiet} blocks without a message"
            + $" ({blocks.QuietBytes - _warm.Quiet} B in the rest); {analysed:0.000} B with what is told"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"memory {growth:+0.0;-0.0} MB from hour {second + 1} to hour {_megabytes.Count}"));
        return read < 0.001 && allocating * 20 <= quiet && growth < MostGrowthMegabytes;
    }
}
