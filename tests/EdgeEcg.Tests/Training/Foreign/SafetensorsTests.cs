using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;
using EdgeEcg.Training.DataSets;
using EdgeEcg.Training.Fitting;
using EdgeEcg.Training.Foreign;
using EdgeEcg.Training.Models;

namespace EdgeEcg.Tests.Training.Foreign;

/// <summary>Safetensors files, sound and broken.</summary>
public sealed class SafetensorsTests : IDisposable
{
    private const int Samples = 140;
    private static readonly int[] Widths = [Samples, 32, 16, 8, 16, 32, Samples];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("F32", 4)]
    [InlineData("F64", 8)]
    [InlineData("F16", 2)]
    [InlineData("BF16", 2)]
    public void Every_precision_gives_the_same_weights_as_far_as_it_holds_them(string type, int bytes)
    {
        FittedModel model = Import(File(Entries(type, bytes), Content(type)));

        float[] reconstruction = model.Reconstruct(Beats());

        // One weight of one, all others zero: the first layer passes 0.5, and every later bias is 0.5.
        Assert.All(reconstruction, value => Assert.Equal(0.5f, value));
    }

    [Fact]
    public void Five_hundred_broken_files_are_each_refused_with_one_sentence()
    {
        const int seed = 4711;
        Random random = new(seed);
        byte[] sound = File(Entries("F32", 4), Content("F32"));
        for (int i = 0; i < 500; i++)
        {
            byte[] broken = (i % 5) switch
            {
                0 => sound[..random.Next(sound.Length)],
                1 => WithLength(sound, 0x8000_0000UL + (ulong)random.Next()),
                2 => File(Changed(random, "shape"), Content("F32")),
                3 => File(Changed(random, "data_offsets"), Content("F32")),
                _ => Garbled(sound, random),
            };
            Exception? outcome = Record.Exception(() => Import(broken));
            Assert.True(outcome is BadModelException, $"file {i}, seed {seed}: {outcome}");
            Assert.DoesNotContain('\n', outcome.Message);
        }
    }

    private static Dictionary<string, object> Entries(string type, int bytes)
    {
        Dictionary<string, object> entries = [];
        long offset = 0;
        for (int i = 1; i < Widths.Length; i++)
        {
            Add($"net.{2 * i}.weight", [Widths[i], Widths[i - 1]]);
            Add($"net.{2 * i}.bias", [Widths[i]]);
        }

        return entries;

        void Add(string name, int[] shape)
        {
            long end = offset + (shape.Aggregate(1L, (product, length) => product * length) * bytes);
            entries[name] = new Dictionary<string, object>
            {
                ["dtype"] = type, ["shape"] = shape, ["data_offsets"] = new[] { offset, end },
            };
            offset = end;
        }
    }

    /// <summary>Weights zero and biases one half.</summary>
    private static byte[] Content(string type)
    {
        byte[] half = type switch
        {
            "F64" => BitConverter.GetBytes(0.5),
            "F16" => BitConverter.GetBytes((Half)0.5f),
            "BF16" => [0x00, 0x3F],
            _ => BitConverter.GetBytes(0.5f),
        };
        List<byte> content = [];
        for (int i = 1; i < Widths.Length; i++)
        {
            content.AddRange(new byte[Widths[i] * Widths[i - 1] * half.Length]);
            content.AddRange(Enumerable.Repeat(half, Widths[i]).SelectMany(bytes => bytes));
        }

        return [.. content];
    }

    private static Dictionary<string, object> Changed(Random random, string property)
    {
        Dictionary<string, object> entries = Entries("F32", 4);
        var entry = (Dictionary<string, object>)entries.Values.ElementAt(random.Next(entries.Count));
        entry[property] = random.Next(5) switch
        {
            0 => new[] { -1L, 4L },
            1 => new[] { long.MaxValue, long.MaxValue },
            2 => "many",
            3 => new[] { 0.5, 1 },
            _ => new[] { 1L + random.Next(1000), 100_000L + random.Next(1000) },
        };
        return entries;
    }

    /// <summary>A byte of the header that is no blank becomes one that no JSON has there.</summary>
    private static byte[] Garbled(byte[] sound, Random random)
    {
        byte[] changed = [.. sound];
        changed[8 + random.Next(40)] = (byte)random.Next(1, 9);
        return changed;
    }

    private static byte[] WithLength(byte[] sound, ulong length)
    {
        byte[] changed = [.. sound];
        BinaryPrimitives.WriteUInt64LittleEndian(changed, length);
        return changed;
    }

    private static byte[] File(Dictionary<string, object> entries, byte[] content)
    {
        byte[] header = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entries));
        byte[] length = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        return [.. length, .. header, .. content];
    }

    private static BeatMatrix Beats() => new("beats", new float[2 * Samples], Samples);

    private FittedModel Import(byte[] content)
    {
        string file = _folder.File("weights.safetensors");
        System.IO.File.WriteAllBytes(file, content);
        return WeightImport.Read(file, ModelCatalog.PlainDense, Beats(), workers: 1);
    }
}
