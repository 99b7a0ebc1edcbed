using Microsoft.EntityFrameworkCore;
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
// A context of its own: asking closes the last migration's model, and the scaffolder would take a closed one for none.
using (var asked = target.CreateContext(context))
{
    if (!asked.Database.HasPendingModelChanges())
    {
        Console.WriteLine("The model has not changed since the last migration.");
        return 0;
    }
}
using var db = target.CreateContext(context);
return MigrationWriter.Write(db, target, name);
