using System.Globalization;
using System.Net;
using System.Text;
using QRCoder;

namespace EdgeEcg.Device.Provisioning;

/// <summary>
/// What is stuck on the device: its id, the fingerprint of its key, and both as a QR code, so that a fleet
/// can be told by a scan which key to trust.
/// </summary>
internal sealed class DeviceLabel(string deviceId, string name, string fingerprint)
{
    // In units of one QR module; four is the quiet zone that the standard asks for.
    private const int QuietZone = 4;
    private const int TextWidth = 62;

    /// <summary>What a scanner reads.</summary>
    public string Payload => $"edgeecg:{deviceId}?key={fingerprint}";

    public string ForTerminal()
    {
        using QRCodeData data = Code();
        using AsciiQRCode code = new(data);
        return $"{code.GetGraphicSmall()}\n{deviceId}  {name}\n{fingerprint}\n";
    }

    public string ForPrinter()
    {
        using QRCodeData data = Code();
        int side = data.ModuleMatrix.Count;
        StringBuilder svg = new();
        CultureInfo culture = CultureInfo.InvariantCulture;
        svg.Append(
            culture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side + TextWidth} {side}\" ");
        svg.Append(culture, $"width=\"{side + TextWidth}mm\" height=\"{side}mm\" ");
        svg.Append("shape-rendering=\"crispEdges\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        svg.Append("<path d=\"");
        for (int row = 0; row < side; row++)
        {
            for (int column = 0; column < side; column++)
            {
                if (data.ModuleMatrix[row][column])
                {
                    svg.Append(culture, $"M{column} {row}h1v1h-1z");
                }
            }
        }

        svg.Append("\"/>\n");
        int half = fingerprint.Length / 2;
        AppendText(svg, side, 10, 6, deviceId);
        AppendText(svg, side, 16, 3.2, name);
        AppendText(svg, side, 24, 2.6, fingerprint[..half]);
        AppendText(svg, side, 28, 2.6, fingerprint[half..]);
        AppendText(svg, side, side - QuietZone, 2.6, "EdgeEcg: not a medical device");
        return svg.Append("</svg>\n").ToString();
    }

    private static void AppendText(StringBuilder svg, int x, int y, double size, string text) =>
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{x}\" y=\"{y}\" font-family=\"monospace\" font-size=\"{size}\">")
            .Append(WebUtility.HtmlEncode(text)).Append("</text>\n");

    private QRCodeData Code()
    {
        using QRCodeGenerator generator = new();
        return generator.CreateQrCode(Payload, QRCodeGenerator.ECCLevel.M);
    }
}
