using EdgeEcg.Scoring;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Scoring;

public sealed class ModelPackageTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly string _folder;

    public ModelPackageTests() => _folder = _temporary.File("model");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void A_package_comes_back_as_it_was_written()
    {
        ModelManifest manifest = ToyModel.Manifest();

        ModelPackage.Write(_folder, manifest, ToyModel.Onnx());
        ModelPackage loaded = ModelPackage.Load(_folder);

        Assert.Equal(ModelPackage.HashOf(ToyModel.Onnx()), loaded.Manifest.ModelId);
        Assert.Equal(manifest.Thresholds, loaded.Manifest.Thresholds);
        Assert.Equal(manifest.TrainingData, loaded.Manifest.TrainingData);
        Assert.Equal(manifest.PositionWeights, loaded.Manifest.PositionWeights);
        Assert.Equal(
            ["model.json", "model.onnx"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Writing_over_a_package_replaces_the_whole_folder()
    {
        ModelPackage.Write(_folder, ToyModel.Manifest() with { Seed = 1 }, ToyModel.Onnx());
        File.WriteAllText(Path.Combine(_folder, "model.sig"), "signature of the old model");

        ModelPackage.Write(_folder, ToyModel.Manifest() with { Seed = 2 }, ToyModel.Onnx());

        Assert.Equal(2, ModelPackage.Load(_folder).Manifest.Seed);
        Assert.Equal(2, Directory.GetFiles(_folder).Length);
        Assert.Equal([_folder], Directory.GetDirectories(_temporary.Path));
    }

    [Fact]
    public void A_package_that_would_not_load_is_not_written_and_the_old_one_stays()
    {
        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());

        Assert.Throws<BadModelException>(
            () => ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx(samples: 139)));
        Assert.Throws<BadModelException>(() => ModelPackage.Write(_folder, ToyModel.Manifest(), [1, 2, 3]));

        Assert.Equal(ModelPackage.HashOf(ToyModel.Onnx()), ModelPackage.Load(_folder).Manifest.ModelId);
        Assert.Equal([_folder], Directory.GetDirectories(_temporary.Path));
    }

    [Fact]
    public void What_a_crash_left_half_written_is_swept_away_by_the_next_write()
    {
        Directory.CreateDirectory(_folder + ".writing");
        File.WriteAllText(Path.Combine(_folder + ".writing", "model.onnx"), "half");

        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());

        Assert.Equal([_folder], Directory.GetDirectories(_temporary.Path));
    }

    [Fact]
    public void One_flipped_bit_in_the_model_is_found_by_its_hash()
    {
        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());
        string file = Path.Combine(_folder, "model.onnx");
        byte[] onnx = File.ReadAllBytes(file);
        onnx[10] ^= 1;
        File.WriteAllBytes(file, onnx);

        BadModelException e = Refused();

        Assert.Equal(file, e.File);
        Assert.Equal("the SHA-256", e.What);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("model.json")]
    public void A_missing_or_empty_file_is_named(string name)
    {
        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());
        string file = Path.Combine(_folder, name);

        File.WriteAllText(file, "");
        BadModelException empty = Refused();
        File.Delete(file);
        BadModelException missing = Refused();

        Assert.Equal((file, "0 bytes"), (empty.File, empty.Found));
        Assert.Equal((file, "missing"), (missing.File, missing.Found));
    }

    [Theory]
    [InlineData("\"schema_version\": 2", "\"schema_version\": 3", "schema_version is 3, expected 1 to 2")]
    [InlineData("_version\": 2", "_version\": \"2\"", "schema_version is missing or no number")]
    [InlineData("\"samples\": 140", "\"samples\": 139", "position_weights is 140, expected 139")]
    [InlineData("_rate_hz\": 200", "_rate_hz\": 250", "the input is 140 samples at 250 Hz")]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"colour\": \"red\"", "colour")]
    [InlineData("\"seed\": 7", "\"seed\": 7, \"seed\": 8", "seed")]
    [InlineData("\"seed\": 7", "\"seed\": null", "seed")]
    [InlineData("wearer_relative", "zscore", "normalisation")]
    [InlineData("\"score\": 0.25", "\"score\": -1", "a threshold's score is -1, expected above 0")]
    [InlineData("put\": \"reconstruction\"", "put\": \"class\"", "output is class, expected reconstruction")]
    [InlineData("{", "[", "a model manifest in JSON")]
    public void A_manifest_that_does_not_fit_is_refused_with_the_member_named(
        string from, string to, string sentence)
    {
        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());
        string file = Path.Combine(_folder, "model.json");
        string json = File.ReadAllText(file);
        int at = json.IndexOf(from, StringComparison.Ordinal);
        File.WriteAllText(file, json[..at] + to + json[(at + from.Length)..]);

        BadModelException e = Refused();

        Assert.Equal(file, e.File);
        Assert.Contains(sentence, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_of_another_shape_is_refused_with_both_shapes()
    {
        ModelManifest manifest = ToyModel.Manifest();

        BadModelException e = Assert.Throws<BadModelException>(
            () => ModelPackage.Write(_folder, manifest, ToyModel.Onnx(samples: 187)));

        Assert.Equal("the input shape", e.What);
        Assert.Equal("Float [-1, 187]", e.Found);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void The_json_is_snake_case_in_the_order_of_the_documentation()
    {
        ModelPackage.Write(_folder, ToyModel.Manifest(), ToyModel.Onnx());

        string json = File.ReadAllText(Path.Combine(_folder, "model.json"));

        Assert.StartsWith("{\n  \"schema_version\": 2,\n  \"model_id\": \"", json, StringComparison.Ordinal);
        Assert.Contains("\"window_before_ms\": 250", json, StringComparison.Ordinal);
        Assert.Contains("\"normalisation\": \"wearer_relative\"", json, StringComparison.Ordinal);
    }

    private BadModelException Refused() => Assert.Throws<BadModelException>(() => ModelPackage.Load(_folder));
}
