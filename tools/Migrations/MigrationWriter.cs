using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Migrations;

/// <summary>Has EF Core's own scaffolder write the migration, its designer file and the snapshot.</summary>
internal static class MigrationWriter
{
    /// <summary>Writes the files beside the context, in a folder <c>Migrations</c>; returns the exit code.</summary>
    public static int Write(DbContext db, TargetProject target, string name)
    {
        var context = db.GetType();
        var root = target.Assembly.GetName().Name!;
        var folder = context.Namespace![root.Length..].Trim('.').Replace('.', Path.DirectorySeparatorChar);
        var contexts = target.Assembly.GetTypes().Count(type => type.Namespace == context.Namespace && typeof(DbContext).IsAssignableFrom(type));
        // Two contexts in one folder keep their migrations apart.
        var migrations = contexts > 1 ? $"Migrations/{context.Name.Replace("DbContext", "", StringComparison.Ordinal)}" : "Migrations";
        var services = new DesignTimeServicesBuilder(target.Assembly, target.Assembly, new OperationReporter(handler: null), []).Build(db);
        using var scope = services.CreateScope();
        var scaffolder = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>();
        var subNamespace = $"{folder}/{migrations}".Replace('/', '.').Trim('.');
        var migration = scaffolder.ScaffoldMigration(name, root, subNamespace);
        var files = scaffolder.Save(target.Folder, migration, Path.Combine(target.Folder, folder, migrations), dryRun: false);
        Console.WriteLine(files.MigrationFile);
        Console.WriteLine(files.MetadataFile);
        Console.WriteLine(files.SnapshotFile);
        NameLast(Path.Combine(target.Folder, folder, migrations, "LastMigration.cs"), migration.MigrationId);
        return 0;
    }

    // Hosts that tell by one row whether their database is up to date keep the name of the last migration in a file.
    private static void NameLast(string file, string id)
    {
        if (!File.Exists(file)) return;
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(file), "(?<=Id = \")[^\"]*", id, RegexOptions.None, TimeSpan.FromSeconds(1)));
        Console.WriteLine(file);
    }
}
