namespace AuthServer.Messaging;

/// <summary>An e-mail, as plain text and as HTML: readers show the one that they can.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">The same as a whole HTML document.</param>
public sealed record EmailMessage(string To, string Subject, string Text, string Html)
{
    /// <summary>Becomes the Message-ID, so that a repeated sending can be recognised.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The one-time code in the body, for the inbox of Development; null where there is none.</summary>
    public string? Code { get; init; }

    // The compiler's own would print the body, and with it the code, into whatever logs the record.
    /// <inheritdoc/>
    public override string ToString() => $"e-mail to {Masked.Of(To)}";
}
