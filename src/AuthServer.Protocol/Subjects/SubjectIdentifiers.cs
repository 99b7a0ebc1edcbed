using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AuthServer.Protocol.Clients;
using AuthServer.Protocol.Keys;
using Sealing;

namespace AuthServer.Protocol.Subjects;

/// <summary>By which identifier a client knows a user (OIDC Core §8): their own, or one that only the clients of its sector see.</summary>
public sealed class SubjectIdentifiers(KeyRing ring)
{
    /// <summary>The <c>sub</c> of a user in what the client itself reads: ID tokens, userinfo, logout tokens, its own introspection.</summary>
    public string Of(Client client, string subject)
    {
        if (!client.Pairwise) return subject;
        // OIDC Core §8.1: not to be turned back, and the same for ever: a key that is added to the ring must not change who somebody is.
        var key = ring.Derive(Purposes.PairwiseSubject, ring.Oldest);
        return Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{client.Sector}\0{subject}")));
    }
}
