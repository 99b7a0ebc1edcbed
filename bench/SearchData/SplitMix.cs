namespace SearchData;

/// <summary>Numbers that are the same for the same seed on every machine (Steele, Lea, Flood 2014); nothing secret is made of them.</summary>
internal sealed class SplitMix(ulong seed)
{
    private const double Skew = 1.5;
    private ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 up to, without, <paramref name="below"/>.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>0 up to, without, 1.</summary>
    public double Fraction() => (Next() >> 11) / (double)(1UL << 53);

    public bool Chance(double of) => Fraction() < of;

    public T One<T>(IReadOnlyList<T> of) => of[Below(of.Count)];

    /// <summary>One of a list whose first are the most frequent, as with cities and words.</summary>
    public T Frequent<T>(IReadOnlyList<T> of) => of[(int)(of.Count * Math.Pow(Fraction(), Skew))];

    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, Next());
        BitConverter.TryWriteBytes(bytes[8..], Next());
        return new Guid(bytes);
    }
}
