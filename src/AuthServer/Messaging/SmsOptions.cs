using ServiceDefaults.Sections;

namespace AuthServer.Messaging;

/// <summary>Section <c>Sms</c>: the HTTP gateway that takes text messages.</summary>
public sealed class SmsOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Sms";

    /// <summary>Where <c>{ "to", "body" }</c> is posted to.</summary>
    public string Url { get; set; } = "";

    /// <summary>The whole value of the Authorization header; empty: none.</summary>
    public string Authorization { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (environment.IsDevelopment()) yield break;
        if (!Uri.TryCreate(Url, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)) yield return "Url: outside Development the URL of an SMS gateway is needed.";
        else if (url.Scheme != Uri.UriSchemeHttps && environment.IsProduction()) yield return "Url: must be https in Production.";
    }
}
