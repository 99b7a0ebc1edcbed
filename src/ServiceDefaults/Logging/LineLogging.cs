using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults.Logging;

/// <summary>Sends logs to the console, a line each, and silences the categories that would write addresses with codes and tokens in them.</summary>
internal static class LineLogging
{
    public static void AddLineLogging(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.FormatterName = LineFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<LineFormatter, ConsoleFormatterOptions>();
        // The request lines hold the whole query string; Critical, not None, keeps the activity that carries the trace id.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Critical);
        builder.Logging.AddFilter("Microsoft.AspNetCore.HttpLogging", LogLevel.None);
        // The framework's own progress is noise to an operator; its warnings are not.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Quartz", LogLevel.Warning);
        // A line for every refused token would be a lever for whoever sends many.
        builder.Logging.AddFilter("AuthServer.Validation.Bearer", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http.HttpClient", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
    }
}
