using System.Globalization;

namespace EdgeEcg.Records;

/// <summary>
/// The one-character names under which annotations are known (<c>N</c>, <c>V</c>, <c>~</c>), and which of
/// them are beats. A code without a name is written as its number in brackets, <c>[42]</c>.
/// </summary>
public static class AnnotationCodes
{
    /// <summary>Above it lie the words that steer an annotation file.</summary>
    internal const int Max = 49;

    // Position = code. A blank stands where no name is given: 0, 15, 17 and the user's own from 42 on.
    private const string Names = " NLRaVFJASEj/Q~ | sT*D\"=pB^t+u?![]en@xf()r";

    private const string Beats = "NLRaVFJASEj/QB?enfr";

    extension(AnnotationCode code)
    {
        /// <summary>A beat of any kind. Flutter waves (<c>!</c>) are none: nobody can count them.</summary>
        public bool IsBeat => (int)code < Names.Length && Beats.Contains(
            Names[(int)code], StringComparison.Ordinal);

        public string Mnemonic => (int)code < Names.Length && Names[(int)code] != ' '
            ? Names[(int)code].ToString()
            : string.Create(CultureInfo.InvariantCulture, $"[{(int)code}]");
    }

    /// <summary>The code of a mnemonic, as <c>Mnemonic</c> writes it.</summary>
    public static bool TryParse(string mnemonic, out AnnotationCode code)
    {
        for (int candidate = 0; candidate <= Max; candidate++)
        {
            code = (AnnotationCode)candidate;
            if (code.Mnemonic == mnemonic)
            {
                return true;
            }
        }

        code = AnnotationCode.None;
        return false;
    }
}
