using System.Reflection;
using EdgeEcg.Monitor.Configuration;
using EdgeEcg.Tests.Testing;

namespace EdgeEcg.Tests.Monitor.Configuration;

public sealed class ConfigurationDocumentsTests
{
    [Fact]
    public void Example_file_is_the_one_made_from_the_table_of_keys()
    {
        AssertSame("edgeecg.example.yaml", ConfigurationDocuments.Example());
    }

    [Fact]
    public void Reference_is_the_one_made_from_the_table_of_keys()
    {
        AssertSame("configuration.md", ConfigurationDocuments.Reference());
    }

    [Fact]
    public void Schema_is_the_one_made_from_the_table_of_keys()
    {
        AssertSame(ConfigurationSchema.FileName, ConfigurationSchema.Json());
    }

    [Fact]
    public void Example_lists_every_key_and_gives_the_defaults()
    {
        string example = File.ReadAllText(PathOf("edgeecg.example.yaml"));

        MonitorConfiguration fromExample = ConfigurationFile.Parse("/etc/e.yaml", example);
        MonitorConfiguration fromDefaults = ConfigurationFile.Parse(
            "/etc/e.yaml", "version: 2\ndevice: {id: ecg-01}");

        Assert.Equal(fromDefaults, fromExample);
        foreach (IConfigurationKey key in ConfigurationKeys.All)
        {
            string name = key.Path[(key.Path.LastIndexOf('.') + 1)..];
            Assert.Matches($"(?m)^ *{name}:", example);
        }
    }

    [Fact]
    public void Table_has_every_key_once_and_accepts_each_default_it_writes()
    {
        object?[] declared = [.. typeof(ConfigurationKeys)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(f => f.GetValue(null))
            .Where(v => v is IConfigurationKey)];

        Assert.Equal(declared.Length, ConfigurationKeys.All.Count);
        Assert.Equal(declared.Length, ConfigurationKeys.All.Select(k => k.Path).Distinct().Count());
        Assert.All(
            ConfigurationKeys.All, k => Assert.True(k.Written.Length == 0 || k.Accepts(k.Written), k.Path));
    }

    private static string PathOf(string name) => Path.Combine(TestData.RepositoryRoot, "docs", name);

    private static void AssertSame(string name, string made)
    {
        string path = PathOf(name);
        string committed = File.Exists(path) ? File.ReadAllText(path) : "";
        if (committed != made)
        {
            string received = path + ".received.txt";
            File.WriteAllText(received, made);
            Assert.Fail($"docs/{name} is not what the table of keys says; compare it with {received}.");
        }
    }
}
