using System.Diagnostics;
using System.Globalization;
using AuthServer.Validation.Tests.Support;
using Microsoft.EntityFrameworkCore;
using ResourceApi.Data;
using SearchData;

const int Usage = 2;
if (args is not ["fill" or "measure", var file, ..] || args.Length > 4)
{
    await Console.Error.WriteLineAsync(
        """
        Fills a ResourceApi database with providers, and measures searches in it over HTTP.
          dotnet run -c Release --project bench/SearchData -- fill <file> [<people> = 200000] [<seed> = 1]
          dotnet run -c Release --project bench/SearchData -- measure <file> [<searches> = 1000] [<at a time> = 2]
        """);
    return Usage;
}
int Argument(int at, int usual) => args.Length > at ? int.Parse(args[at], CultureInfo.InvariantCulture) : usual;
file = Path.GetFullPath(file);
var connection = $"Data Source={file}";
if (args[0] == "fill")
{
    var options = new DbContextOptionsBuilder<ApiDbContext>().UseSqlite(connection).Options;
    await using (var db = new ApiDbContext(options))
        await db.Database.MigrateAsync();
    var start = Stopwatch.GetTimestamp();
    await new Providers(options, (ulong)Argument(3, 1)).WriteAsync(Argument(2, 200_000));
    Console.WriteLine($"{new FileInfo(file).Length / 1e6:F0} MB in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
    return 0;
}
await using var issuer = await TestIssuer.StartAsync();
await using var host = new Host(issuer, connection, file + ".ring");
host.UseKestrel(0);
host.StartServer();
using var client = host.CreateClient();
await new Measurement(client, issuer, seed: 2).RunAsync(Argument(2, 1_000), Argument(3, 2));
return 0;
