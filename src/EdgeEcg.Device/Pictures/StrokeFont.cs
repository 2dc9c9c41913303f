using System.Collections.Frozen;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// Letters as lines, as plotters draw them: a device needs no font files to label a picture. A glyph is a
/// list of strokes, each a row of two-digit points: x from 0, then y, where 2 is the line that letters stand
/// on, 6 the height of an x and 8 that of a capital.
/// </summary>
internal static class StrokeFont
{
    /// <summary>Of the digits, from what letters stand on to the top of a capital.</summary>
    public const double CapitalUnits = 6;

    private const int BaselineDigit = 2;
    private const double GapUnits = 1.8;
    private const double SpaceUnits = 3.5;
    private const string Unknown = "07183847462524 2223";

    private static readonly FrozenDictionary<char, string> Glyphs = new Dictionary<char, string>
    {
        ['A'] = "022842 1434", ['B'] = "02083847463505 3544433202", ['C'] = "4738180703123243",
        ['D'] = "02082846442202", ['E'] = "42020848 0535", ['F'] = "020848 0535",
        ['G'] = "47381807031232434525", ['H'] = "0208 4248 0545", ['I'] = "0222 0828 1218",
        ['J'] = "4843321203", ['K'] = "0208 480542", ['L'] = "080242", ['M'] = "0208254842",
        ['N'] = "02084248", ['O'] = "183847433212030718", ['P'] = "02083847463505",
        ['Q'] = "183847433212030718 2442", ['R'] = "02083847463505 2542",
        ['S'] = "473818070615354443321203", ['T'] = "0848 2822", ['U'] = "080312324348", ['V'] = "082248",
        ['W'] = "0812263248", ['X'] = "0248 0842", ['Y'] = "082548 2522", ['Z'] = "08480242",
        ['0'] = "183847433212030718", ['1'] = "172822 1232", ['2'] = "07183847460242",
        ['3'] = "07183847463525 354443321203", ['4'] = "32380444", ['5'] = "480805354443321203",
        ['6'] = "473818070312324344351504", ['7'] = "084822", ['8'] = "15354647381807061504031232434435",
        ['9'] = "031232434738180706153546",
        ['a'] = "4642 4536160503123243", ['b'] = "0802 0516364543321203", ['c'] = "4536160503123243",
        ['d'] = "4842 4536160503123243", ['e'] = "04444536160503123243", ['f'] = "38281712 0636",
        ['g'] = "4641301001 4536160503123243", ['h'] = "0802 0516364542", ['i'] = "0602 0708",
        ['j'] = "26211000 2728", ['k'] = "0802 360432", ['l'] = "0802",
        ['m'] = "0206 0516263532 3546566562", ['n'] = "0206 0516364542", ['o'] = "163645433212030516",
        ['p'] = "0600 0516364543321203", ['q'] = "4640 4536160503123243", ['r'] = "0206 051636",
        ['s'] = "45361605143443321203", ['t'] = "18132232 0636", ['u'] = "0603123243 4642", ['v'] = "062246",
        ['w'] = "0612253246", ['x'] = "0246 0642", ['y'] = "0622 461000", ['z'] = "06460242",
        ['.'] = "0203", [','] = "130301", [':'] = "0203 0506", [';'] = "130301 0506", ['-'] = "0535",
        ['−'] = "0535", ['–'] = "0535", ['+'] = "0545 2327", ['/'] = "0148", ['('] = "18070312",
        [')'] = "08171302", ['%'] = "0248 0608181606 3234444232", ['='] = "0646 0444", ['<'] = "460542",
        ['>'] = "064502", ['\''] = "0807", ['’'] = "0807", ['"'] = "0807 1817", ['?'] = Unknown,
        ['!'] = "0804 0203", ['#'] = "1218 3238 0444 0646", ['_'] = "0141", ['*'] = "0545 2327 1636",
        ['µ'] = "0600 03123243 4642", ['°'] = "0608181606", ['×'] = "0345 0543", ['@'] = "3434243536464333",
    }.ToFrozenDictionary();

    /// <summary>Of the whole text, with capitals of this height.</summary>
    public static double WidthMm(string text, double capitalMm)
    {
        double units = 0;
        foreach (char letter in text)
        {
            units += Advance(letter);
        }

        return Math.Max(0, units - GapUnits) * capitalMm / CapitalUnits;
    }

    /// <summary>The strokes of a text, each as points.</summary>
    public static IEnumerable<PointMm[]> Strokes(
        double xMm, double baselineMm, double capitalMm, string text)
    {
        double unit = capitalMm / CapitalUnits;
        double at = xMm;
        foreach (char letter in text)
        {
            foreach (string stroke in Glyph(letter).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                PointMm[] points = new PointMm[stroke.Length / 2];
                for (int i = 0; i < points.Length; i++)
                {
                    points[i] = new PointMm(
                        at + ((stroke[2 * i] - '0') * unit),
                        baselineMm - ((stroke[(2 * i) + 1] - '0' - BaselineDigit) * unit));
                }

                yield return points;
            }

            at += Advance(letter) * unit;
        }
    }

    private static double Advance(char letter)
    {
        if (letter == ' ')
        {
            return SpaceUnits;
        }

        string glyph = Glyph(letter);
        int widest = 0;
        foreach (string stroke in glyph.Split(' '))
        {
            for (int i = 0; i < stroke.Length; i += 2)
            {
                widest = Math.Max(widest, stroke[i] - '0');
            }
        }

        return widest + GapUnits;
    }

    private static string Glyph(char letter) =>
        letter == ' ' ? string.Empty : Glyphs.GetValueOrDefault(letter, Unknown);
}
