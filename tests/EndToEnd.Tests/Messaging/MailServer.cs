using System.Text.Json;
using AuthServer.Messaging;
using EndToEnd.Running;

namespace EndToEnd.Messaging;

/// <summary>The smtp-server of Node.js, or an odd one, with a certificate of its own.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    public const string User = "auth-platform";
    public const string Password = "pässwörd with = and space";

    private readonly Scratch _folder;
    private readonly ServerCertificate _certificate;
    private readonly NodeServer _server;

    private MailServer(Scratch folder, ServerCertificate certificate, NodeServer server) => (_folder, _certificate, _server) = (folder, certificate, server);

    /// <param name="mode">One of those that <c>server.mjs</c> names.</param>
    /// <param name="login">AUTH's mechanism, where an account is needed.</param>
    /// <param name="expired">Its certificate is.</param>
    public static async Task<MailServer> StartAsync(string mode, string? login = null, bool expired = false)
    {
        var folder = new Scratch();
        var certificate = new ServerCertificate(folder, expired);
        var settings = new Dictionary<string, string> { ["MODE"] = mode, ["KEY"] = certificate.KeyFile, ["CERT"] = certificate.File };
        if (login is not null) (settings["USER_NAME"], settings["PASSWORD"], settings["METHOD"]) = (User, Password, login);
        try
        {
            return new MailServer(folder, certificate, await NodeServer.StartAsync("mail-server", settings));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>The settings of a platform that knows this server.</summary>
    /// <param name="security">The way there.</param>
    /// <param name="password">Of the account; null: it has none.</param>
    public SmtpOptions Options(SmtpSecurity security, string? password = null) => new()
    {
        Host = "localhost",
        Port = _server.Port,
        Security = security,
        CertificateAuthorityFile = _certificate.AuthorityFile,
        User = password is null ? "" : User,
        Password = password ?? "",
        From = "no-reply@id.example.com",
        FromName = "Example Identität",
    };

    /// <summary>Ends it.</summary>
    /// <returns>Each event by its name, in order.</returns>
    public async Task<IReadOnlyList<(string Name, JsonElement Details)>> StopAsync() => [.. (await _server.StopAsync()).Select(e => (e.GetProperty("event").GetString()!, e))];

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Dispose();
    }
}
