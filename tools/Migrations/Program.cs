using Migrations;

if (args is not [var project, var context, var name])
{
    await Console.Error.WriteLineAsync(
        """
        Writes an Entity Framework Core migration. Build the project first.
          dotnet run --project tools/Migrations -- <project folder> <context type> <migration name>
          dotnet run --project tools/Migrations -- src/ResourceApi ApiDbContext Initial
        """);
    return 2;
}

var target = TargetProject.Load(project);
using var db = target.CreateContext(context);
return MigrationWriter.Write(db, target, name);
