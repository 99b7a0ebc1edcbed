using System.ComponentModel.DataAnnotations;

namespace ResourceApi.Search;

/// <summary>Section <c>PhoneSearch</c>: how often numbers may be asked for.</summary>
public sealed class PhoneSearchOptions
{
    [Range(1, 1000)]
    public int PerAccountPerHour { get; set; } = 30;

    [Range(1, 10_000)]
    public int PerAccountPerDay { get; set; } = 200;

    [Range(1, 1000)]
    public int PerSessionPerHour { get; set; } = 30;

    /// <summary>Many users may share an address. Not counted where <c>RateLimits:Enabled</c> is false.</summary>
    [Range(1, 100_000)]
    public int PerAddressPerHour { get; set; } = 120;

    [Range(1, 100_000)]
    public int PerAddressPerDay { get; set; } = 600;
}
