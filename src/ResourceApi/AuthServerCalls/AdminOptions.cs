using ServiceDefaults.Sections;

namespace ResourceApi.AuthServerCalls;

/// <summary>Section <c>AuthServer</c>: the client under which this API calls the authorization server's admin API.</summary>
public sealed class AdminOptions : ICheckedSection
{
    /// <summary>The client; it needs the grant <c>client_credentials</c> and the scope <c>admin</c>.</summary>
    public string ClientId { get; set; } = "resource-api";

    /// <summary>Its secret; empty: nothing is called, roles can't be changed and verifications are not told.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The name under which this API is a receiver of the authorization server's events.</summary>
    public string Receiver { get; set; } = "resource-api";

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (ClientSecret.Length == 0 && environment.IsProduction())
            yield return "ClientSecret: must be set in Production.";
    }
}
