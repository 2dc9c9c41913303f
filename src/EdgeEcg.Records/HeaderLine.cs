using System.Globalization;

namespace EdgeEcg.Records;

/// <summary>
/// One line of a header, taken apart from left to right. Fields are parted by blanks; some fields hold parts
/// bound together without blanks, each after its own mark, as in <c>212x1:4+0</c> or <c>200(1024)/mV</c>.
/// Every complaint names the file and the line.
/// </summary>
internal sealed class HeaderLine(string path, int number, string text)
{
    private static readonly char[] Blanks = [' ', '\t'];

    private string _rest = text;

    /// <summary>The next field, or null at the end of the line.</summary>
    public string? Next()
    {
        _rest = _rest.TrimStart(Blanks);
        if (_rest.Length == 0)
        {
            return null;
        }

        int end = _rest.IndexOfAny(Blanks);
        string field = end < 0 ? _rest : _rest[..end];
        _rest = _rest[field.Length..];
        return field;
    }

    public string Require(string expected) => Next() ?? throw Bad("the end of the line", expected);

    /// <summary>All that is left, blanks around it removed.</summary>
    public string Rest()
    {
        string rest = _rest.Trim(Blanks);
        _rest = "";
        return rest;
    }

    /// <summary>Splits <c>body MARK tail</c>; the tail is null where the mark is missing.</summary>
    public static (string Body, string? Tail) Split(string field, char mark)
    {
        int at = field.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (field, null) : (field[..at], field[(at + 1)..]);
    }

    /// <summary>
    /// The text between a mandatory pair of parentheses at the end of <paramref name="field"/>.
    /// </summary>
    public (string Body, string? Inside) SplitParentheses(string field, string expected)
    {
        (string body, string? tail) = Split(field, '(');
        if (tail is null)
        {
            return (body, null);
        }

        return tail.EndsWith(')') ? (body, tail[..^1]) : throw Bad(BadRecordException.Quote(field), expected);
    }

    public int Int(string? field, int absent, string expected) =>
        field is null ? absent : (int)Whole(field, int.MinValue, int.MaxValue, expected);

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>.</summary>
    public long Whole(string field, long min, long max, string expected)
    {
        bool isNumber = long.TryParse(
            field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value);
        return isNumber && value >= min && value <= max
            ? value
            : throw Bad(BadRecordException.Quote(field), expected);
    }

    /// <summary>
    /// A finite number as C's scanf reads them: <c>360</c>, <c>360.</c> and <c>3.6e2</c> are one.
    /// </summary>
    public double Real(string field, double min, double max, string expected)
    {
        bool isNumber = double.TryParse(
            field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value);
        return isNumber && value >= min && value <= max
            ? value
            : throw Bad(BadRecordException.Quote(field), expected);
    }

    public BadRecordException Bad(string found, string expected) =>
        BadRecordException.AtLine(path, number, found, expected);
}
