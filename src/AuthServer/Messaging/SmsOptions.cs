using ServiceDefaults.Sections;

namespace AuthServer.Messaging;

/// <summary>Section <c>Sms</c>: the HTTP gateway that takes text messages, and how it wants to be asked.</summary>
public sealed class SmsOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Sms";

    /// <summary>A gateway that is known: it fills in what is not set below. Null: none.</summary>
    public SmsPreset? Preset { get; set; }

    /// <summary>POST or PUT; GET would put codes into the logs of all on the way.</summary>
    public string Method { get; set; } = "POST";

    /// <summary>Where it is sent to.</summary>
    public string Url { get; set; } = "";

    /// <summary>Headers beside Content-Type, such as <c>Authorization</c>; <c>{{id}}</c> in a value is the message's id.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The body with <c>{{to}}</c>, <c>{{body}}</c> and, where wanted, <c>{{from}}</c> and <c>{{id}}</c>; empty: the preset's, or JSON of <c>to</c> and <c>body</c>.</summary>
    public string Body { get; set; } = "";

    /// <summary><c>application/json</c>, <c>application/x-www-form-urlencoded</c> or <c>text/plain</c>: what is filled in is escaped for it. Empty: the preset's, or JSON.</summary>
    public string ContentType { get; set; } = "";

    /// <summary>The number or name that messages come from, for <c>{{from}}</c>.</summary>
    public string From { get; set; } = "";

    /// <summary>The account at the preset's gateway.</summary>
    public string AccountSid { get; set; } = "";

    /// <summary>The account's password there.</summary>
    public string AuthToken { get; set; } = "";

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (environment.IsDevelopment()) return [];
        return [.. PresetFaults(), .. SmsRequest.Of(this).Faults(mustBeHttps: environment.IsProduction())];
    }

    private IEnumerable<string> PresetFaults()
    {
        if (Preset is { } preset && !Enum.IsDefined(preset)) yield return "Preset: must be Twilio or empty.";
        if (Preset is null && AccountSid.Length + AuthToken.Length > 0) yield return "AccountSid: it and AuthToken belong to a preset; others take their credentials in Headers.";
        if (Preset is null) yield break;
        // The account stands in the URL.
        if (AccountSid.Length == 0 || !AccountSid.All(char.IsAsciiLetterOrDigit)) yield return "AccountSid: must be the letters and digits of the account.";
        if (AuthToken.Length == 0) yield return "AuthToken: must be the account's token.";
    }
}
