using System.Net;
using AuthServer.Accounts;
using ServiceDefaults.Sections;

namespace AuthServer.Messaging;

/// <summary>Section <c>Smtp</c>: where e-mail is handed over.</summary>
public sealed class SmtpOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Smtp";

    /// <summary>The mail server; its certificate must bear this name.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its port; null: 587, 465 or 25, as <see cref="Security"/> has it.</summary>
    public int? Port { get; set; }

    /// <summary>How the way there is encrypted; a server that cannot do it gets nothing.</summary>
    public SmtpSecurity Security { get; set; } = SmtpSecurity.StartTls;

    /// <summary>A PEM file of the authorities that the server's certificate may come from; empty: those that the machine trusts.</summary>
    public string CertificateAuthorityFile { get; set; } = "";

    /// <summary>The account there; empty: none.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address in From.</summary>
    public string From { get; set; } = "";

    /// <summary>The name beside it; empty: none.</summary>
    public string FromName { get; set; } = "";

    internal int PortInUse => Port ?? Security switch { SmtpSecurity.Implicit => 465, SmtpSecurity.None => 25, _ => 587 };

    private bool IsLoopback => Host == "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (environment.IsDevelopment()) yield break;
        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown) yield return "Host: outside Development a mail server is needed, such as smtp.example.com.";
        if (PortInUse is < 1 or > 65535) yield return "Port: must be from 1 to 65535.";
        if (!Enum.IsDefined(Security)) yield return "Security: must be StartTls, Implicit or None.";
        if (Security == SmtpSecurity.None && environment.IsProduction()) yield return "Security: must not be None in Production.";
        if (Security == SmtpSecurity.None && User.Length > 0 && !IsLoopback) yield return "User: a password is not sent without TLS, except to this machine.";
        // RFC 4616 §2: NUL parts the fields of AUTH PLAIN.
        if (User.Contains('\0', StringComparison.Ordinal) || Password.Contains('\0', StringComparison.Ordinal)) yield return "User: neither it nor the password can hold NUL.";
        if (User.Length == 0 && Password.Length > 0) yield return "User: there is a password, but no account.";
        if (EmailAddress.Parse(From) is null) yield return "From: must be the e-mail address that messages come from.";
        if (FromName.Any(char.IsControl)) yield return "FromName: must be one line.";
        if (SmtpTrust.Fault(this) is { } fault) yield return fault;
    }
}
