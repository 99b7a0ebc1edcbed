using System.Diagnostics;
using AuthServer.Accounts;
using AuthServer.Credentials;
using Load.Servers;
using Sealing;

namespace Load.Measures;

/// <summary>What the hash behind a sign-in costs by itself.</summary>
/// <param name="Iterations">Iterations of PBKDF2-HMAC-SHA-512.</param>
/// <param name="Milliseconds">One, on one core.</param>
/// <param name="Rate">How many all cores do in a second.</param>
internal sealed record Hashing(int Iterations, double Milliseconds, double Rate)
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(3);

    /// <summary>One, in seconds of a core while all cores do the same.</summary>
    public double CoreSeconds => Environment.ProcessorCount / Rate;

    /// <summary>What it came to.</summary>
    public string Sentence => $"The hash alone, {Iterations:N0} iterations of PBKDF2-HMAC-SHA-512 over a peppered secret, costs {Milliseconds:F1} ms of a core; {Environment.ProcessorCount} cores do {Rate:F0} a second, and nothing that signs in by PIN can do more.";

    /// <summary>Hashes as the server does, with nothing beside it.</summary>
    public static async Task<Hashing> MeasureAsync(Platform platform)
    {
        var options = new AccountOptions();
        var hasher = new SecretHasher(KeyRing.Load(platform.KeyRing, "the key ring", createIfMissing: false), options);
        var stored = hasher.Hash(CredentialKind.Pin, Data.Accounts.Pin);
        var alone = await RateAsync(1);
        return new Hashing(options.Pin.Iterations, 1_000 / alone, await RateAsync(Environment.ProcessorCount));

        async Task<double> RateAsync(int threads) => (await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(Rate)))).Sum();

        double Rate()
        {
            var (count, start) = (0, Stopwatch.GetTimestamp());
            for (; Stopwatch.GetElapsedTime(start) < Long; count++) hasher.Verify(CredentialKind.Pin, stored, Data.Accounts.Pin);
            return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        }
    }
}
