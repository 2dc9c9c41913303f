using System.Text.RegularExpressions;
using EdgeEcg.Monitor.Configuration;

namespace EdgeEcg.Tests.Monitor.Configuration;

public sealed class MutatedConfigurationTests(ITestOutputHelper output)
{
    private const int Seed = 20_261_125;
    private const int Files = 1000;

    [Fact]
    public void Mutated_files_are_taken_or_refused_and_every_message_names_a_place()
    {
        Random random = new(Seed);
        string example = WithoutComments(ConfigurationDocuments.Example());
        string older = example.Replace("version: 2", "version: 1", StringComparison.Ordinal)
            .Replace("verify: true", "insecure: false", StringComparison.Ordinal);
        int taken = 0;
        int refused = 0;
        for (int round = 0; round < Files; round++)
        {
            string text = MutatedText.Of(round % 2 == 0 ? example : older, random);

            Exception? outcome = Record.Exception(() => Use(text));

            Assert.True(
                outcome is null or ConfigurationException, $"seed {Seed}, round {round}: {outcome}");
            _ = outcome is null ? taken++ : refused++;
            foreach (ConfigurationFinding finding in (outcome as ConfigurationException)?.Findings ?? [])
            {
                AssertNamesAPlace(finding, text, round);
            }
        }

        output.WriteLine($"seed {Seed}: {Files} files, {taken} taken, {refused} refused");
        Assert.True(taken > Files / 50 && refused > Files / 4, $"{taken} taken, {refused} refused");
    }

    private static void Use(string text)
    {
        ConfigurationFile.Parse("/etc/e.yaml", text);
        ListedValue.All("/etc/e.yaml", text);
        ConfigurationMigration migration = ConfigurationMigration.Of("/etc/e.yaml", text);
        Assert.Equal(2, ConfigurationFile.Parse("/etc/e.yaml", migration.Text).Effective.Layout);
    }

    private static void AssertNamesAPlace(ConfigurationFinding finding, string text, int round)
    {
        // YAML ends lines at more characters than the line feed alone.
        int lines = Regex.Count(text, "\r\n|[\n\r\u0085\u2028\u2029]") + 1;
        string sentence = finding.ToString();
        Assert.True(
            finding.Line >= 1 && finding.Line <= lines + 1 && finding.Column >= 1,
            $"seed {Seed}, round {round}: {sentence}");
        Assert.Matches(@"(?s)^/etc/e\.yaml:\d+:\d+: .*found .+, expected .+\.$", sentence);
    }

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith('#')));
}
