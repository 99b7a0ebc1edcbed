using System.Globalization;
using System.Text;

namespace AuthServer.Messaging;

/// <summary>Writes an e-mail as it goes over the wire: short lines of ASCII, plain text and HTML side by side (RFC 5322, RFC 2045, RFC 2046 §5.1.4).</summary>
internal static class MimeWriter
{
    /// <param name="message">Its <c>To</c> is an address.</param>
    /// <param name="from">The sender's address.</param>
    /// <param name="fromName">The name beside it; empty: none.</param>
    /// <param name="date">Now.</param>
    public static string Write(EmailMessage message, string from, string fromName, DateTimeOffset date)
    {
        // RFC 2045 §6.7: "=_" is in no base64, so no body holds the boundary.
        var boundary = $"=_{message.Id:N}";
        var mail = new StringBuilder();
        Header(mail, "From", fromName.Length == 0 ? from : $"{EncodedWords.Write(fromName)}\r\n <{from}>");
        Header(mail, "To", message.To);
        Header(mail, "Subject", EncodedWords.Write(message.Subject));
        Header(mail, "Date", date.ToUniversalTime().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(mail, "Message-ID", $"<{message.Id:N}@{from[(from.IndexOf('@', StringComparison.Ordinal) + 1)..]}>");
        // RFC 3834 §5: no out-of-office answer comes back.
        Header(mail, "Auto-Submitted", "auto-generated");
        Header(mail, "MIME-Version", "1.0");
        Header(mail, "Content-Type", $"multipart/alternative;\r\n boundary=\"{boundary}\"");
        // RFC 2046 §5.1.4: the best comes last.
        Part(mail, boundary, "plain", message.Text);
        Part(mail, boundary, "html", message.Html);
        return mail.Append("\r\n--").Append(boundary).Append("--\r\n").ToString();
    }

    private static void Part(StringBuilder mail, string boundary, string subtype, string body)
    {
        mail.Append("\r\n--").Append(boundary).Append("\r\n");
        Header(mail, "Content-Type", $"text/{subtype}; charset=utf-8");
        Header(mail, "Content-Transfer-Encoding", "base64");
        // RFC 2045 §6.8: lines of text end with CRLF before they are encoded, and encoded lines have at most 76 characters.
        var bytes = Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n"));
        mail.Append("\r\n").Append(Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)).Append("\r\n");
    }

    private static void Header(StringBuilder mail, string name, string value) => mail.Append(name).Append(": ").Append(value).Append("\r\n");
}
