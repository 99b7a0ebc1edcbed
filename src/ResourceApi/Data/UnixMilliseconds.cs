using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ResourceApi.Data;

/// <summary>Stores a moment as milliseconds since 1970 in UTC: SQLite can't order its own text form of one.</summary>
public sealed class UnixMilliseconds() : ValueConverter<DateTimeOffset, long>(
    moment => moment.ToUnixTimeMilliseconds(),
    milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
