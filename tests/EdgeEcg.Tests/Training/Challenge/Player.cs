using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;

namespace EdgeEcg.Tests.Training.Challenge;

/// <summary>
/// Plays rounds of the challenge page as a visitor does, by its buttons, and counts what it did on its own,
/// to hold the page to it.
/// </summary>
internal sealed class Player(IPage page)
{
    private int _hits;
    private int _abnormal;
    private int _passes;
    private int _normal;

    /// <summary>The mean of the shares of abnormal and normal beats told right, as the page should.</summary>
    public int Expected => (int)Math.Round(
        100 * ((_hits / (double)_abnormal) + (_passes / (double)_normal)) / 2,
        MidpointRounding.AwayFromZero);

    public int Beats => _abnormal + _normal;

    /// <param name="opinion">Of a beat: whether to mark it.</param>
    public async Task Round(Func<JsonElement, bool> opinion)
    {
        for (bool goesOn = true; goesOn;)
        {
            JsonElement sheet = await Sheet();
            ILocator buttons = page.Locator("#beats button");
            int number = 0;
            foreach (JsonElement beat in sheet.GetProperty("beats").EnumerateArray())
            {
                bool mark = opinion(beat);
                if (mark)
                {
                    await buttons.Nth(number).ClickAsync();
                }

                number++;
                Count(beat.GetProperty("abnormal").GetBoolean(), mark);
            }

            await page.Locator("#check").ClickAsync();
            goesOn = await page.Locator("#next").TextContentAsync() == "Next sheet";
            if (goesOn)
            {
                await page.Locator("#next").ClickAsync();
            }
        }
    }

    public async Task<int> Shown(string who) => int.Parse(
        await page.Locator($"#score-{who} dd").First.TextContentAsync() ?? "",
        CultureInfo.InvariantCulture);

    private Task<JsonElement> Sheet() => page.EvaluateAsync<JsonElement>(
        """
        () => JSON.parse(document.getElementById('data').textContent)
          .sheets[Number(document.getElementById('stage').dataset.sheet)]
        """);

    private void Count(bool isAbnormal, bool isMarked)
    {
        _abnormal += isAbnormal ? 1 : 0;
        _normal += isAbnormal ? 0 : 1;
        _hits += isAbnormal && isMarked ? 1 : 0;
        _passes += !isAbnormal && !isMarked ? 1 : 0;
    }
}
