using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace ServiceDefaults.Logging;

/// <summary>Writes a log entry as one line: time, level, category, trace id, message, exception.</summary>
internal sealed class LineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        ArgumentNullException.ThrowIfNull(textWriter);
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.Write(clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        textWriter.Write(Level(logEntry.LogLevel));
        textWriter.Write(logEntry.Category);
        if (Activity.Current is { } activity)
        {
            textWriter.Write(' ');
            textWriter.Write(activity.TraceId.ToHexString());
        }
        textWriter.Write(": ");
        WriteOnOneLine(message, textWriter);
        if (logEntry.Exception is { } exception)
        {
            textWriter.Write(" | ");
            WriteOnOneLine(exception.ToString(), textWriter);
        }
        textWriter.Write('\n');
    }

    // CWE-117: what a caller sent must not begin a line of its own nor steer a terminal.
    private static void WriteOnOneLine(string text, TextWriter writer)
    {
        foreach (var c in text)
            writer.Write(char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
    }

    private static string Level(LogLevel level) => level switch
    {
        LogLevel.Trace => " trace ",
        LogLevel.Debug => " debug ",
        LogLevel.Information => " info ",
        LogLevel.Warning => " warn ",
        LogLevel.Error => " error ",
        _ => " critical ",
    };
}
