namespace AuthServer.Messaging;

/// <summary>An e-mail.</summary>
/// <param name="To">The address.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">Plain text.</param>
public sealed record EmailMessage(string To, string Subject, string Body)
{
    /// <summary>The one-time code in the body, for the inbox of Development; null where there is none.</summary>
    public string? Code { get; init; }

    // The compiler's own would print the body, and with it the code, into whatever logs the record.
    /// <inheritdoc/>
    public override string ToString() => $"e-mail to {Masked.Of(To)}";
}
