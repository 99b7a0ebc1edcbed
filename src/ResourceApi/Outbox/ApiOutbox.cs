using System.Text.Json;
using ResourceApi.Data;
using ServiceDefaults.Answers;

namespace ResourceApi.Outbox;

/// <summary>What the authorization server is told, put in with what it tells of.</summary>
internal sealed class ApiOutbox(TimeProvider clock)
{
    /// <summary>A verification has come to a new state that tokens tell of: <see cref="KycReport"/>.</summary>
    public const string Kyc = "kyc";

    /// <summary>A message to a user, or to the admins: <see cref="Notice"/>.</summary>
    public const string Notice = "notice";

    /// <summary>Puts a call in, in the transaction of <paramref name="db"/>.</summary>
    public void Add<T>(ApiDbContext db, string kind, string subject, T content)
        where T : class
    {
        var now = clock.GetUtcNow();
        db.Outbox.Add(new OutboxItem { Kind = kind, Subject = subject, Content = JsonSerializer.Serialize(content, Json.Options), At = now, DueAt = now });
    }
}
