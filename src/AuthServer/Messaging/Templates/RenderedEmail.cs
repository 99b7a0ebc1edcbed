namespace AuthServer.Messaging.Templates;

/// <summary>The parts of an e-mail, ready to be sent.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="Html">A whole HTML document that says the same and loads nothing.</param>
public sealed record RenderedEmail(string Subject, string Text, string Html)
{
    // As in EmailMessage: never the body.
    /// <inheritdoc/>
    public override string ToString() => Subject;
}
