namespace AuthServer.Messaging.Templates;

/// <summary>The sections of one template in one locale: what stands below <c>[subject]</c>, <c>[text]</c>, <c>[html]</c> and <c>[sms]</c>.</summary>
internal sealed class TemplateFile
{
    private static readonly string[] Known = ["subject", "text", "html", "sms"];
    private readonly Dictionary<string, List<string>> _sections = [];
    private readonly string _path;
    private readonly TemplateFaults _faults;

    public TemplateFile(string path, TemplateFaults faults)
    {
        (_path, _faults) = (path, faults);
        List<string>? section = null;
        foreach (var line in File.ReadLines(path))
        {
            if (line.Trim() is ['[', .. var name, ']']) section = Open(name);
            else if (section is not null) section.Add(line);
            else if (!string.IsNullOrWhiteSpace(line)) faults.Add(path, "Text stands before the first section.");
        }
    }

    /// <summary>Takes the section out, or null with a fault where it is missing, empty or malformed.</summary>
    public TemplateText? Take(string section)
    {
        if (!_sections.Remove(section, out var lines))
        {
            _faults.Add(_path, section, "The section is missing.");
            return null;
        }
        var content = string.Join('\n', lines).Trim();
        if (content.Contains('\uFFFD')) _faults.Add(_path, section, "The file is not UTF-8.");
        if (content.Length == 0) _faults.Add(_path, section, "The section is empty.");
        if (TemplateText.Parse(content) is { } text) return text;
        _faults.Add(_path, section, "Double braces stand where no placeholder is: one is written {{name}}, in small letters and without spaces.");
        return null;
    }

    /// <summary>Finds fault with the sections that nobody took.</summary>
    public void Close()
    {
        foreach (var name in _sections.Keys) _faults.Add(_path, name, "The template has no such part.");
    }

    private List<string> Open(string name)
    {
        var lines = new List<string>();
        if (!Known.Contains(name)) _faults.Add(_path, name, $"There is no such section; sections are {string.Join(", ", Known)}.");
        else if (!_sections.TryAdd(name, lines)) _faults.Add(_path, name, "The section stands here twice.");
        return lines;
    }
}
