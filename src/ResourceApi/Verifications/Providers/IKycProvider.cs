namespace ResourceApi.Verifications.Providers;

/// <summary>A company that verifies users for us and sends the results as signed webhooks.</summary>
internal interface IKycProvider
{
    /// <summary>Its name in the webhook's path.</summary>
    string Name { get; }

    /// <summary>Whether it has a secret; without one, nothing is taken.</summary>
    bool IsConfigured { get; }

    /// <summary>Whether it sent exactly these bytes, lately.</summary>
    bool IsAuthentic(IHeaderDictionary headers, ReadOnlySpan<byte> body);

    /// <summary>Reads an authentic body; null where it is not formed as the provider's are.</summary>
    ProviderEvent? Read(IHeaderDictionary headers, ReadOnlySpan<byte> body);
}
