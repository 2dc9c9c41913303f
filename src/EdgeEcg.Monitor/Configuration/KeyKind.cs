using System.Globalization;

namespace EdgeEcg.Monitor.Configuration;

/// <summary>
/// The kinds of key there are. Each turns a range into both the check and the words of the error.
/// </summary>
internal static class KeyKind
{
    public static ConfigurationKey<int> Integer(
        string path, string unit, int min, int max, int defaultValue, string reason) =>
        new(path, $"a whole number from {Text(min)} to {Text(max)}{Unit(unit)}",
            defaultValue, Text(defaultValue), reason,
            (string text, out int value) => TryInteger(text, out value) && value >= min && value <= max)
        {
            Shape = new KeyShape("integer", unit) { Minimum = min, Maximum = max },
        };

    public static ConfigurationKey<int?> OptionalInteger(
        string path, string unit, int min, int max, string reason) =>
        new(path, $"a whole number from {Text(min)} to {Text(max)}{Unit(unit)}, or nothing", null, "", reason,
            (string text, out int? value) =>
            {
                bool good = TryInteger(text, out int number) && number >= min && number <= max;
                value = number;
                return good;
            })
        {
            Shape = new KeyShape("integer", unit) { Minimum = min, Maximum = max },
        };

    public static ConfigurationKey<int> OneOf(
        string path, string unit, int[] choices, int defaultValue, string reason) =>
        new(path, $"{OneOf(choices)}{Unit(unit)}", defaultValue, Text(defaultValue), reason,
            (string text, out int value) => TryInteger(text, out value) && choices.Contains(value))
        {
            Shape = new KeyShape("integer", unit) { Choices = [.. choices.Select(Text)] },
        };

    public static ConfigurationKey<double> Number(
        string path, string unit, double min, double max, double defaultValue, string reason) =>
        new(path, $"a number from {Text(min)} to {Text(max)}{Unit(unit)}",
            defaultValue, Text(defaultValue), reason,
            (string text, out double value) =>
                double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
                && value >= min && value <= max)
        {
            Shape = new KeyShape("number", unit) { Minimum = min, Maximum = max },
        };

    public static ConfigurationKey<bool> Flag(string path, bool defaultValue, string reason) =>
        new(path, "true or false", defaultValue, defaultValue ? "true" : "false", reason, TryFlag)
        {
            Shape = new KeyShape("boolean"),
        };

    public static ConfigurationKey<T> Choice<T>(string path, T defaultValue, string reason)
        where T : struct, Enum
    {
        string[] names = [.. Enum.GetNames<T>().Select(n => n.ToLowerInvariant())];
        return new(
            path, "one of " + string.Join(", ", names), defaultValue, Written(defaultValue), reason,
            (string text, out T value) =>
            {
                int index = Array.IndexOf(names, text);
                value = index < 0 ? defaultValue : Enum.GetValues<T>()[index];
                return index >= 0;
            })
        {
            Shape = new KeyShape { Choices = names },
        };
    }

    /// <param name="allowed">Whether a non-empty text will do.</param>
    public static ConfigurationKey<string> Text(
        string path, string expected, Func<string, bool> allowed, string defaultValue, string reason) =>
        new(path, expected, defaultValue, defaultValue, reason,
            (string text, out string value) =>
            {
                value = text;
                return text.Length > 0 && allowed(text);
            });

    public static ConfigurationKey<string?> OptionalText(
        string path, string expected, Func<string, bool> allowed, string reason) =>
        new(path, expected + ", or nothing", null, "", reason,
            (string text, out string? value) =>
            {
                value = text;
                return text.Length > 0 && allowed(text);
            });

    private static string OneOf(int[] choices) =>
        (choices.Length > 1 ? "one of " : "") + string.Join(", ", choices.Select(Text));

    private static string Written<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static bool TryInteger(string text, out int value) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);

    private static bool TryFlag(string text, out bool value)
    {
        value = text == "true";
        return value || text == "false";
    }

    private static string Unit(string unit) => unit.Length == 0 ? "" : " " + unit;

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);
}
