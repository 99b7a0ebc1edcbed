using System.Globalization;

namespace AuthServer.Messaging.Templates;

/// <summary>Every template in one locale.</summary>
internal sealed class LocaleTexts
{
    private readonly Dictionary<string, TemplateParts> _templates = [];

    public LocaleTexts(string folder, TemplateFaults faults)
    {
        Tag = Path.GetFileName(folder);
        foreach (var template in MessageTemplate.All)
        {
            var path = Path.Combine(folder, template.Name + ".txt");
            if (File.Exists(path)) _templates[template.Name] = new TemplateParts(template, path, faults);
            else faults.Add(path, "The file is missing.");
        }
        var known = MessageTemplate.All.Select(template => template.Name);
        foreach (var path in Directory.EnumerateFiles(folder, "*.txt").Where(path => !known.Contains(Path.GetFileNameWithoutExtension(path)))) faults.Add(path, "There is no such template.");
    }

    /// <summary>The BCP 47 tag, which is the folder's name.</summary>
    public string Tag { get; }

    /// <summary>Whether the locale is written from right to left.</summary>
    public bool RightToLeft => CultureInfo.GetCultureInfo(Tag).TextInfo.IsRightToLeft;

    public TemplateParts this[MessageTemplate template] => _templates[template.Name];
}
