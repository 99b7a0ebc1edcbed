namespace AuthServer.Messaging;

/// <summary>A mail server's reply (RFC 5321 §4.2).</summary>
/// <param name="Code">Three digits; the first tells success (2), go on (3), not now (4), never (5).</param>
/// <param name="Lines">The text of its lines; it may quote the message, so only keywords are looked for in it.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    public int Class => Code / 100;

    /// <summary>The parameters of an extension in the answer to EHLO (RFC 5321 §4.1.1.1); null where it is not offered.</summary>
    public IReadOnlyList<string>? Extension(string keyword)
    {
        foreach (var line in Lines.Skip(1))
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, .. var parameters] && first.Equals(keyword, StringComparison.OrdinalIgnoreCase)) return parameters;
        return null;
    }

    public override string ToString() => $"{Code}";
}
