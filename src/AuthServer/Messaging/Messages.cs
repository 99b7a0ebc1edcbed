using System.Globalization;
using AuthServer.Credentials;
using AuthServer.Data;
using AuthServer.Messaging.Outbox;
using AuthServer.Messaging.Templates;
using AuthServer.Protocol;
using Microsoft.Extensions.Options;

namespace AuthServer.Messaging;

/// <summary>Puts messages into the outbox, in the transaction of what they tell. The origin in them is the configured one, never the request's host.</summary>
public sealed class Messages(OutboxStore outbox, IOptions<ProtocolOptions> options)
{
    private readonly Uri _origin = new(options.Value.Issuer);

    /// <summary>The address of a page of this server, for links in messages.</summary>
    public string LinkTo(string pathAndQuery) => new Uri(_origin, pathAndQuery).AbsoluteUri;

    /// <summary>Sends a one-time code.</summary>
    public Task AddCodeAsync(PlainWrite write, CodePurpose purpose, string destination, string? locale, string code) =>
        AddAsync(write, purpose.Template, destination, locale, new() { ["code"] = code, ["minutes"] = Minutes(purpose) }, purpose.Lifetime);

    /// <summary>Sends a link that is good once.</summary>
    public Task AddLinkAsync(PlainWrite write, CodePurpose purpose, string destination, string? locale, string link) =>
        AddAsync(write, purpose.Template, destination, locale, new() { ["link"] = link, ["minutes"] = Minutes(purpose) }, purpose.Lifetime);

    /// <summary>Sends a message, by e-mail or text as the destination is.</summary>
    /// <param name="write">The transaction.</param>
    /// <param name="template">Which message.</param>
    /// <param name="destination">The E.164 number or e-mail address.</param>
    /// <param name="locale">The language, as far as it is known.</param>
    /// <param name="values">What the template says of this case; those that it does not need are left out.</param>
    /// <param name="worthSending">How long a message that waits for its server is still worth sending.</param>
    public Task AddAsync(PlainWrite write, MessageTemplate template, string destination, string? locale, Dictionary<string, string> values, TimeSpan worthSending)
    {
        values["host"] = _origin.Host;
        var needed = values.Where(value => template.Placeholders.Contains(value.Key)).ToDictionary();
        var message = new PendingMessage(template.Name, destination, locale, needed, values.GetValueOrDefault("code"));
        return outbox.AddAsync(write, destination[0] == '+' ? SmsHandler.Name : EmailHandler.Name, message, worthSending);
    }

    private static string Minutes(CodePurpose purpose) => purpose.Lifetime.TotalMinutes.ToString("0", CultureInfo.InvariantCulture);
}
