namespace ResourceApi.Media.Decoding;

/// <summary>What a file's header says of its picture.</summary>
/// <param name="Width">In pixels, of the largest frame.</param>
/// <param name="Height">In pixels, of the largest frame.</param>
/// <param name="Frames">How many pictures follow each other.</param>
internal readonly record struct ImageShape(long Width, long Height, int Frames)
{
    public const int LongestSide = 16_384;
    public const int MostPixels = 50_000_000;
    public const int MostFrames = 1_000;

    /// <summary>Whether it may be decoded at all; a few bytes can claim to be gigabytes.</summary>
    public bool IsWithinLimits =>
        Width is > 0 and <= LongestSide && Height is > 0 and <= LongestSide && Width * Height <= MostPixels && Frames is > 0 and <= MostFrames;

    /// <summary>The shape that holds both.</summary>
    public ImageShape With(long width, long height) => this with { Width = Math.Max(Width, width), Height = Math.Max(Height, height) };
}
