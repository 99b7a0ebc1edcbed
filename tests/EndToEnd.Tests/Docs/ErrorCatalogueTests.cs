using System.Text.RegularExpressions;
using EndToEnd.Clients;
using EndToEnd.Running;

namespace EndToEnd.Docs;

/// <summary>The catalogue of error codes is what both hosts say that they answer.</summary>
public sealed partial class ErrorCatalogueTests(SharedPlatform shared)
{
    // Every address answers these, whatever its description.
    private static readonly string[] Everywhere = ["405 method_not_allowed"];

    [Fact]
    public async Task The_catalogue_lists_every_code_with_its_statuses_and_no_other()
    {
        var described = (await DescribedAsync(shared.Platform.Auth)).Concat(await DescribedAsync(shared.Platform.Api)).Concat(Everywhere).Distinct(StringComparer.Ordinal);
        var listed = File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md")).Select(line => Row().Match(line)).Where(row => row.Success)
            .SelectMany(row => Word().Matches(row.Groups["codes"].Value).Select(code => $"{row.Groups["status"].Value} {code.Value}"));
        Assert.Equal(described.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<string>> DescribedAsync(Uri host)
    {
        using var client = new PlatformClient(host);
        var paths = (await client.GetAsync("/openapi/v1.json")).Json!["paths"]!.AsObject();
        return [.. from path in paths
                   from operation in path.Value!.AsObject()
                   from response in operation.Value?["responses"]?.AsObject() ?? []
                   where string.CompareOrdinal(response.Key, "400") >= 0
                   from code in Quoted().Matches((string?)response.Value!["description"] ?? "")
                   where code.Value != "`code`"
                   select $"{response.Key} {code.Value.Trim('`')}"];
    }

    [GeneratedRegex(@"\A\| (?<codes>`[^|]+`) \| (?<status>[0-9]{3}) \|", RegexOptions.ExplicitCapture)]
    private static partial Regex Row();

    [GeneratedRegex("[a-z][a-z0-9_]+")]
    private static partial Regex Word();

    [GeneratedRegex("`[a-z][a-z0-9_]+`")]
    private static partial Regex Quoted();
}
