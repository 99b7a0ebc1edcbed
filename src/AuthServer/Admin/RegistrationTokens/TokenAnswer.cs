using AuthServer.Protocol.Registration;

namespace AuthServer.Admin.RegistrationTokens;

/// <summary>An initial access token, without what it is.</summary>
/// <param name="Id">Its key.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Remaining">How many clients may still be registered with it.</param>
/// <param name="Scope">What they may ask for at most; empty: what everybody may who registers.</param>
/// <param name="ExpiresAt">When it stops working, UTC.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Token">The token, in the answer that made it and never again.</param>
internal sealed record TokenAnswer(Guid Id, string Name, int Remaining, string Scope, DateTime ExpiresAt, DateTime CreatedAt, string? Token)
{
    public static TokenAnswer Of(InitialAccessToken row, string? token = null) =>
        new(row.Id, row.Name, row.Remaining, row.Scopes.ToString(), row.ExpiresAt.UtcDateTime, row.CreatedAt.UtcDateTime, token);

    // As in EmailMessage: never the secret.
    public override string ToString() => $"initial access token {Id}";
}
