using AuthServer.Messaging.Templates;

namespace AuthServer.Messaging;

/// <summary>A message in the outbox: its text is made when it is sent.</summary>
/// <param name="Template">The name of its template.</param>
/// <param name="To">The E.164 number or e-mail address.</param>
/// <param name="Locale">The language, as far as it is known.</param>
/// <param name="Values">What the template needs.</param>
/// <param name="Code">The code in it, for the inbox of Development; null where there is none.</param>
internal sealed record PendingMessage(string Template, string To, string? Locale, Dictionary<string, string> Values, string? Code)
{
    /// <summary>The template itself.</summary>
    public MessageTemplate Found() => MessageTemplate.All.Single(t => t.Name == Template);

    // As in EmailMessage: never the values.
    public override string ToString() => $"{Template} to {Masked.Of(To)}";
}
