using System.Globalization;

namespace EdgeEcg.Device.Pictures;

/// <summary>
/// A drawing as dots. Lines are smoothed by how much of a dot they cover; what crosses itself within one line
/// is not darker there.
/// </summary>
internal sealed class RasterDrawing : IDrawing
{
    /// <summary>254 dots per inch: a printer's quality, and a 1 mm square is ten dots.</summary>
    public const double DotsPerMm = 10;

    private const double LetterThickness = 0.13;

    private readonly int _width;
    private readonly int _height;
    private readonly byte[] _rgb;
    private readonly byte[] _cover;

    public RasterDrawing(double widthMm, double heightMm)
    {
        (WidthMm, HeightMm) = (widthMm, heightMm);
        _width = (int)Math.Ceiling(widthMm * DotsPerMm);
        _height = (int)Math.Ceiling(heightMm * DotsPerMm);
        _rgb = new byte[3 * _width * _height];
        _cover = new byte[_width * _height];
    }

    public double WidthMm { get; }

    public double HeightMm { get; }

    public void Box(double xMm, double yMm, double widthMm, double heightMm, string colour)
    {
        int bottom = Math.Min(_height, Dot(yMm + heightMm));
        int right = Math.Min(_width, Dot(xMm + widthMm));
        for (int y = Math.Max(0, Dot(yMm)); y < bottom; y++)
        {
            for (int x = Math.Max(0, Dot(xMm)); x < right; x++)
            {
                _cover[(y * _width) + x] = byte.MaxValue;
            }
        }

        Ink(colour, Dot(xMm), Dot(yMm), right, bottom);
    }

    public void Segments(ReadOnlySpan<SegmentMm> segments, double thicknessMm, string colour)
    {
        foreach (SegmentMm segment in segments)
        {
            Line([new(segment.X1, segment.Y1), new(segment.X2, segment.Y2)], thicknessMm, colour);
        }
    }

    public void Line(ReadOnlySpan<PointMm> points, double thicknessMm, string colour)
    {
        double half = Math.Max(0.5, thicknessMm * DotsPerMm / 2);
        (int left, int top, int right, int bottom) = (_width, _height, 0, 0);
        for (int i = 1; i < points.Length; i++)
        {
            (PointMm a, PointMm b) = (Dots(points[i - 1]), Dots(points[i]));
            int x1 = Math.Max(0, (int)(Math.Min(a.X, b.X) - half - 1));
            int x2 = Math.Min(_width, (int)(Math.Max(a.X, b.X) + half + 2));
            int y1 = Math.Max(0, (int)(Math.Min(a.Y, b.Y) - half - 1));
            int y2 = Math.Min(_height, (int)(Math.Max(a.Y, b.Y) + half + 2));
            for (int y = y1; y < y2; y++)
            {
                for (int x = x1; x < x2; x++)
                {
                    double covered = half + 0.5 - Distance(x + 0.5, y + 0.5, a, b);
                    byte share = (byte)(Math.Clamp(covered, 0, 1) * byte.MaxValue);
                    ref byte cover = ref _cover[(y * _width) + x];
                    cover = Math.Max(cover, share);
                }
            }

            (left, top) = (Math.Min(left, x1), Math.Min(top, y1));
            (right, bottom) = (Math.Max(right, x2), Math.Max(bottom, y2));
        }

        Ink(colour, left, top, right, bottom);
    }

    public void Text(
        double xMm, double baselineMm, double capitalMm, string text, string colour, TextAnchor anchor)
    {
        double width = StrokeFont.WidthMm(text, capitalMm);
        double from = anchor switch
        {
            TextAnchor.Middle => xMm - (width / 2),
            TextAnchor.End => xMm - width,
            _ => xMm,
        };
        foreach (PointMm[] stroke in StrokeFont.Strokes(from, baselineMm, capitalMm, text))
        {
            Line(stroke, capitalMm * LetterThickness, colour);
        }
    }

    public byte[] ToPng() => PngFile.Write(_rgb, _width, _height, DotsPerMm);

    // Puts the colour where the cover is, and takes the cover away.
    private void Ink(string colour, int left, int top, int right, int bottom)
    {
        int ink = int.Parse(colour.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        for (int y = Math.Max(0, top); y < bottom; y++)
        {
            for (int x = Math.Max(0, left); x < right; x++)
            {
                int dot = (y * _width) + x;
                int share = _cover[dot];
                _cover[dot] = 0;
                for (int part = 0; part < 3 && share > 0; part++)
                {
                    int wanted = (ink >> (16 - (8 * part))) & byte.MaxValue;
                    ref byte value = ref _rgb[(3 * dot) + part];
                    value = (byte)(value + ((wanted - value) * share / byte.MaxValue));
                }
            }
        }
    }

    private static double Distance(double x, double y, PointMm a, PointMm b)
    {
        (double dx, double dy) = (b.X - a.X, b.Y - a.Y);
        double square = (dx * dx) + (dy * dy);
        double along = square == 0 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / square, 0, 1);
        (double ex, double ey) = (x - a.X - (along * dx), y - a.Y - (along * dy));
        return Math.Sqrt((ex * ex) + (ey * ey));
    }

    private static PointMm Dots(PointMm point) => new(point.X * DotsPerMm, point.Y * DotsPerMm);

    private static int Dot(double mm) => (int)Math.Round(mm * DotsPerMm);
}
