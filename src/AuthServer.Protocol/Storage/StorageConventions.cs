using System.Text.Json;
using AuthServer.Protocol.Scopes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace AuthServer.Protocol.Storage;

/// <summary>How values are stored, the same in every table: identifiers as 16 bytes in the order of time, times as Unix milliseconds, names in snake_case.</summary>
public static class StorageConventions
{
    /// <summary>Converts the types that every table shares; call it from <c>ConfigureConventions</c>.</summary>
    public static void UseStorageConventions(this ModelConfigurationBuilder builder)
    {
        builder.Properties<Guid>().HaveConversion<GuidToBigEndianBytes>();
        builder.Properties<DateTimeOffset>().HaveConversion<TimeToMilliseconds>();
        builder.Properties<ScopeSet>().HaveConversion<ScopeSetToText, ScopeSetComparer>();
    }

    /// <summary>Names tables' columns in snake_case; call it last in <c>OnModelCreating</c>.</summary>
    public static void UseSnakeCaseColumns(this ModelBuilder builder)
    {
        // What is inside a JSON column has no column of its own.
        foreach (var property in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()).SelectMany(e => e.GetProperties()))
            property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
    }

    private sealed class GuidToBigEndianBytes() : ValueConverter<Guid, byte[]>(g => g.ToByteArray(true), b => new Guid(b, true));

    private sealed class TimeToMilliseconds() : ValueConverter<DateTimeOffset, long>(t => t.ToUnixTimeMilliseconds(), ms => DateTimeOffset.FromUnixTimeMilliseconds(ms));

    private sealed class ScopeSetToText() : ValueConverter<ScopeSet, string>(s => s.ToString(), text => ScopeSet.Parse(text)!);

    private sealed class ScopeSetComparer() : ValueComparer<ScopeSet>((a, b) => a!.ToString() == b!.ToString(), s => s.ToString().GetHashCode(StringComparison.Ordinal));
}
