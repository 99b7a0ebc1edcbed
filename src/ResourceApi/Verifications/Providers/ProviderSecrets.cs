namespace ResourceApi.Verifications.Providers;

/// <summary>The webhook secrets of each provider; without one, it has no webhook here. Several are for the time of a change.</summary>
public sealed class ProviderSecrets
{
    /// <summary>Of <c>generic</c>: <c>whsec_</c> and 24 to 64 bytes in base64, as Standard Webhooks says.</summary>
    public IList<string> Generic { get; } = [];

    /// <summary>Of <c>sumsub</c>: as shown in its dashboard.</summary>
    public IList<string> Sumsub { get; } = [];

    internal IEnumerable<string> Faults()
    {
        for (var i = 0; i < Generic.Count; i++)
        {
            if (StandardWebhooks.Key(Generic[i]) is null)
                yield return $"Generic:{i}: must be whsec_ and 24 to 64 random bytes in base64.";
        }
        for (var i = 0; i < Sumsub.Count; i++)
        {
            if (SumsubWebhooks.Key(Sumsub[i]) is null)
                yield return $"Sumsub:{i}: must be at least {SumsubWebhooks.ShortestSecret} characters.";
        }
    }
}
