using AuthServer.Protocol.Keys;
using AuthServer.Protocol.Scopes;

namespace AuthServer.Protocol.Storage;

/// <summary>The statements over what the server reads at its start: signing keys, scopes and resources.</summary>
internal static class SqliteCatalogue
{
    public static List<StoredKey> SigningKeys(this SqliteStatements s) => s.All("SELECT kid, algorithm, generation, ring_version, sealed_key, active_from FROM signing_keys", r => new StoredKey
    {
        Kid = r.GetString(0),
        Algorithm = r.GetString(1),
        Generation = r.GetInt32(2),
        RingVersion = r.GetByte(3),
        SealedKey = r.GetFieldValue<byte[]>(4),
        ActiveFrom = SqliteGrants.Time(r, 5),
    });

    public static List<Scope> Scopes(this SqliteStatements s) => s.All("SELECT name, description, required, version, resource_name FROM scopes", r => new Scope
    {
        Name = r.GetString(0),
        Description = r.GetString(1),
        Required = r.GetBoolean(2),
        Version = r.GetInt64(3),
        ResourceName = r.IsDBNull(4) ? null : r.GetString(4),
    });

    public static List<Resource> Resources(this SqliteStatements s) => s.All("SELECT name, display_name, access_token_algorithm, version FROM resources ORDER BY name", r => new Resource
    {
        Name = r.GetString(0),
        DisplayName = r.GetString(1),
        AccessTokenAlgorithm = r.GetString(2),
        Version = r.GetInt64(3),
    }).ConvertAll(resource =>
    {
        resource.Uris = s.All("SELECT value FROM resources, json_each(uris) WHERE name = @name ORDER BY key", r => r.GetString(0), ("@name", resource.Name));
        return resource;
    });
}
