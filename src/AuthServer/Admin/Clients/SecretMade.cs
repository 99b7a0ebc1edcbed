namespace AuthServer.Admin.Clients;

/// <summary>A secret in the one answer that has it.</summary>
/// <param name="Id">Its key.</param>
/// <param name="ClientSecret">The secret; it is never told again.</param>
/// <param name="Name">What it is called.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="ExpiresAt">When it stops working, UTC; null never.</param>
internal sealed record SecretMade(Guid Id, string ClientSecret, string? Name, DateTime CreatedAt, DateTime? ExpiresAt)
{
    public static SecretMade Of(NewSecret made) => new(made.Row.Id, made.Text, made.Row.Name, made.Row.CreatedAt.UtcDateTime, made.Row.ExpiresAt?.UtcDateTime);

    // As in EmailMessage: never the secret.
    public override string ToString() => $"secret {Id}";
}
