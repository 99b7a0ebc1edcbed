using AuthServer.Validation.Bearer;
using AuthServer.Validation.Metadata;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Tokens;

namespace AuthServer.Validation;

/// <summary>Whose tokens are accepted, and for whom they must be meant.</summary>
public sealed class PlatformTokenOptions : AuthenticationSchemeOptions
{
    /// <summary>The issuer, compared as the exact string with <c>iss</c> and with the metadata's <c>issuer</c>.</summary>
    public string Authority { get; set; } = "";

    /// <summary>This resource's name, which <c>aud</c> must contain.</summary>
    public string Audience { get; set; } = "";

    /// <summary>Whether metadata and keys come over https only; loopback addresses are exempt.</summary>
    public bool RequireHttpsMetadata { get; set; } = true;

    /// <summary>How far the clocks may differ; 30 seconds.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The signature algorithms that are accepted: ES256 unless changed; only asymmetric ones can be.</summary>
    public IList<string> Algorithms { get; } = [SecurityAlgorithms.EcdsaSha256];

    /// <summary>What the API tells clients of itself; null: no metadata, and no <c>resource_metadata</c> in challenges.</summary>
    public ProtectedResource? Resource { get; set; }

    /// <summary>Writes the body of a refusal, after status and headers are set; null leaves the body empty.</summary>
    public Func<HttpContext, TokenRefusal, Task>? OnRefused { get; set; }

    /// <summary>Throws <see cref="InvalidOperationException"/> when the settings can't be worked with.</summary>
    public override void Validate()
    {
        base.Validate();
        if (!IsAllowed(Authority))
            throw new InvalidOperationException("Authority must be an absolute https address (http only on loopback).");
        if (string.IsNullOrWhiteSpace(Audience))
            throw new InvalidOperationException("Audience must be set.");
        if (Resource is not null && !(Resource.IsValid && IsAllowed(Resource.Identifier)))
            throw new InvalidOperationException("Resource must be an absolute https address (http only on loopback) without query, fragment and percent-encoding.");
        if (Algorithms.Count == 0 || Algorithms.Any(algorithm => !Supported.Contains(algorithm)))
            throw new InvalidOperationException($"Algorithms must be some of {string.Join(", ", Supported)}.");
    }

    private static readonly string[] Supported =
        [SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256];

    /// <summary>Whether keys may be fetched from <paramref name="address"/>.</summary>
    internal bool IsAllowed(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && (uri.IsLoopback || !RequireHttpsMetadata)));
}
