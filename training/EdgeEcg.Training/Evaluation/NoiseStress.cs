using System.Globalization;
using EdgeEcg.Records;
using EdgeEcg.Training.DataSets;

namespace EdgeEcg.Training.Evaluation;

/// <summary>
/// Records of a noise stress test: a clean record with measured noise added by the published recipe (Moody,
/// Muldrow and Mark, Computers in Cardiology 1984; the figures below are those of WFDB's <c>nst</c> and
/// <c>sigamp</c>, and the result is compared with the four records of nstdb). Five minutes stay clean, then
/// noisy and clean stretches of two minutes alternate. The noise's gain follows from the usual QRS height P
/// and the usual rms N of the noise: SNR = 10 log₁₀(P² / 8 / (N · gain)²).
/// </summary>
public sealed class NoiseStress
{
    private const double CleanSeconds = 300;
    private const double StretchSeconds = 120;

    /// <summary>The QRS is measured peak to peak this far around its annotation.</summary>
    private const double QrsReachMs = 50;

    /// <summary>Of a record, this many QRS complexes or seconds of noise are measured at most.</summary>
    private const int MostMeasured = 300;

    /// <summary>The smallest and the largest are left out, one in so many each.</summary>
    private const int TrimmedPart = 20;

    private const int BlockSamples = 4096;

    private readonly WfdbRecord _clean;
    private readonly WfdbRecord _noise;
    private readonly double _snrDb;

    /// <param name="clean">With reference annotations beside it.</param>
    /// <param name="noise">Of the same rate.</param>
    /// <param name="snrDb">Signal-to-noise ratio in the noisy stretches, dB.</param>
    /// <exception cref="BadDataSetException">The rates differ.</exception>
    public NoiseStress(WfdbRecord clean, WfdbRecord noise, double snrDb)
    {
        if (clean.Header.SampleRate != noise.Header.SampleRate)
        {
            throw new BadDataSetException(
                noise.HeaderPath, "the sample rate", $"{noise.Header.SampleRate}",
                $"{clean.Header.SampleRate}, as {clean.Header.Name} has");
        }

        (_clean, _noise, _snrDb) = (clean, noise, snrDb);
    }

    /// <summary>As PhysioNet names them: 118e12, 118e_6.</summary>
    public string Name
    {
        get
        {
            string ratio = Math.Abs(_snrDb).ToString("00.##", CultureInfo.InvariantCulture);
            return $"{_clean.Header.Name}{_noise.Header.Name[0]}"
                + (_snrDb < 0 ? "_" + ratio.TrimStart('0') : ratio);
        }
    }

    /// <summary>Writes the noisy record and a copy of the annotations.</summary>
    /// <param name="reference">Extension of the reference annotations.</param>
    /// <param name="folder">Exists.</param>
    /// <returns>The gain of the noise in every lead.</returns>
    /// <exception cref="BadRecordException">A record cannot be read to its end.</exception>
    public double[] Write(string reference, string folder)
    {
        IReadOnlyList<Annotation> annotations = _clean.ReadAnnotations(reference);
        float[][] ecg = ReadAll(_clean);
        float[][] noise = ReadAll(_noise);
        double[] gains = [.. ecg.Select((lead, i) => Gain(lead, noise[i % noise.Length], annotations))];
        WfdbHeader header = _clean.Header with
        {
            Name = Name,
            Signals = [.. _clean.Header.Signals.Select(Output)],
            Comments = [$"Record {_clean.Header.Name} with {_noise.Header.Name} at {_snrDb} dB"],
        };
        using WfdbSignalWriter writer = WfdbSignalWriter.Create(folder, header);
        float[][] block = [.. ecg.Select(_ => new float[BlockSamples])];
        for (int first = 0; first < ecg[0].Length; first += BlockSamples)
        {
            int count = Math.Min(BlockSamples, ecg[0].Length - first);
            Mix(ecg, noise, gains, first, count, block);
            writer.Write(block, count);
        }

        writer.Complete();
        AnnotationFile.Write(Path.Combine(folder, $"{Name}.{reference}"), annotations);
        return gains;
    }

    // Strong noise leaves the 12 bits of the clean record.
    private WfdbSignal Output(WfdbSignal signal) => signal with
    {
        FileName = Name + ".dat",
        Format = SignalFormat.Bits16,
        Gain = signal.IsCalibrated ? signal.Gain : WfdbSignal.AssumedGain,
        Baseline = 0,
        AdcZero = 0,
        SkewSamples = 0,
        ByteOffset = 0,
    };

    private void Mix(
        float[][] ecg, float[][] noise, double[] gains, int first, int count, float[][] block)
    {
        double hz = _clean.Header.SampleRate.Hz;
        for (int i = 0; i < count; i++)
        {
            bool noisy = IsNoisy((first + i) / hz);
            for (int lead = 0; lead < ecg.Length; lead++)
            {
                float[] added = noise[lead % noise.Length];
                block[lead][i] = ecg[lead][first + i]
                    + (noisy ? (float)(gains[lead] * added[(first + i) % added.Length]) : 0);
            }
        }
    }

    private static bool IsNoisy(double seconds) =>
        seconds >= CleanSeconds && (int)((seconds - CleanSeconds) / StretchSeconds) % 2 == 0;

    private double Gain(float[] ecg, float[] noise, IReadOnlyList<Annotation> annotations)
    {
        double noisePerSignal = Math.Pow(10, -_snrDb / 20) / Math.Sqrt(8);
        return noisePerSignal * UsualQrs(ecg, annotations) / UsualNoise(noise);
    }

    private double UsualQrs(float[] ecg, IReadOnlyList<Annotation> annotations)
    {
        int reach = _clean.Header.SampleRate.Samples(QrsReachMs);
        return TrimmedMean(
        [
            .. annotations.Where(a => ReferenceBeats.ClassOf(a.Code)
                    is BeatClass.Normal or BeatClass.Supraventricular)
                .Where(a => a.SampleIndex >= reach && a.SampleIndex + reach < ecg.Length)
                .Take(MostMeasured)
                .Select(a => PeakToPeak(ecg.AsSpan((int)a.SampleIndex - reach, 2 * reach + 1))),
        ]);
    }

    private double UsualNoise(float[] noise)
    {
        int second = _noise.Header.SampleRate.Samples(1000);
        return TrimmedMean(
        [
            .. Enumerable.Range(0, Math.Min(MostMeasured, noise.Length / second))
                .Select(i => StandardDeviation(noise.AsSpan(i * second, second))),
        ]);
    }

    private static double TrimmedMean(double[] values)
    {
        Array.Sort(values);
        int trimmed = values.Length / TrimmedPart;
        return values[trimmed..(values.Length - trimmed)].Average();
    }

    private static double PeakToPeak(ReadOnlySpan<float> values)
    {
        float highest = float.MinValue;
        float lowest = float.MaxValue;
        foreach (float value in values)
        {
            highest = Math.Max(highest, value);
            lowest = Math.Min(lowest, value);
        }

        return highest - lowest;
    }

    private static double StandardDeviation(ReadOnlySpan<float> values)
    {
        double sum = 0;
        double squares = 0;
        foreach (float value in values)
        {
            sum += value;
            squares += (double)value * value;
        }

        double mean = sum / values.Length;
        return Math.Sqrt(Math.Max(0, (squares / values.Length) - (mean * mean)));
    }

    private static float[][] ReadAll(WfdbRecord record)
    {
        using WfdbSignalReader reader = record.OpenSignals();
        float[][] signals = [.. reader.Signals.Select(_ => new float[reader.SampleCount])];
        reader.Read(signals);
        return signals;
    }
}
