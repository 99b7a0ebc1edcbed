using ServiceDefaults.Sections;

namespace AuthServer.Messaging;

/// <summary>Section <c>Smtp</c>: where e-mail is handed over.</summary>
public sealed class SmtpOptions : ICheckedSection
{
    /// <summary>The section of the configuration that is bound to this class.</summary>
    public const string Section = "Smtp";

    /// <summary>The mail server.</summary>
    public string Host { get; set; } = "";

    /// <summary>Its submission port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The account there; empty: none.</summary>
    public string User { get; set; } = "";

    /// <summary>The account's password.</summary>
    public string Password { get; set; } = "";

    /// <summary>The address in From.</summary>
    public string From { get; set; } = "";

    /// <summary>Demand STARTTLS; a server without it gets nothing.</summary>
    public bool Tls { get; set; } = true;

    /// <inheritdoc/>
    public IEnumerable<string> Faults(IHostEnvironment environment)
    {
        if (environment.IsDevelopment()) yield break;
        if (Host.Length == 0) yield return "Host: outside Development a mail server is needed, such as smtp.example.com.";
        if (Accounts.EmailAddress.Parse(From) is null) yield return "From: must be the e-mail address that messages come from.";
        if (Port is < 1 or > 65535) yield return "Port: must be from 1 to 65535.";
        if (!Tls && environment.IsProduction()) yield return "Tls: must not be false in Production.";
    }
}
