using System.Diagnostics;

namespace Testing.Jwt;

/// <summary>Runs every attack against a place.</summary>
public static class JwtTable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>What a place takes and should not, or does not take and should; empty where all is well.</summary>
    public static async Task<IReadOnlyList<string>> RunAsync(IJwtPlace place)
    {
        var faults = new List<string>();
        // The first request of a host takes its time.
        await place.SendAsync((await place.DraftAsync()).Good);
        await ExpectAsync("the unchanged token", (await place.DraftAsync()).Good, JwtOutcome.Accepted);
        var harmless = new HashSet<string>(place.NoAttacks.Keys, StringComparer.Ordinal);
        foreach (var attack in JwtAttacks.All)
        {
            var draft = await place.DraftAsync();
            var forged = attack.Spell(draft);
            // A claim that was not there cannot be taken away.
            if (forged == draft.Good) continue;
            var outcome = await ExpectAsync($"{attack.Group}, {attack.Name}", forged, JwtOutcome.Refused, orAccepted: place.NoAttacks.ContainsKey(attack.Group));
            if (outcome == JwtOutcome.Accepted) harmless.Remove(attack.Group);
        }
        faults.AddRange(harmless.Select(group => $"{group}: said to be harmless, and all of it is refused"));
        await ExpectAsync("the unchanged token after all others", (await place.DraftAsync()).Good, JwtOutcome.Accepted);
        return faults;

        async Task<JwtOutcome> ExpectAsync(string what, string token, JwtOutcome outcome, bool orAccepted = false)
        {
            var started = Stopwatch.GetTimestamp();
            var verdict = await place.SendAsync(token);
            var took = Stopwatch.GetElapsedTime(started);
            if (verdict.Outcome != outcome && verdict.Outcome != JwtOutcome.Unsendable && !(orAccepted && verdict.Outcome == JwtOutcome.Accepted)) faults.Add($"{what}: {verdict.Outcome}, {verdict.Answer}");
            if (took > Patience) faults.Add($"{what}: took {took}");
            return verdict.Outcome;
        }
    }
}
