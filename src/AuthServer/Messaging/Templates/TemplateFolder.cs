using System.Text.RegularExpressions;

namespace AuthServer.Messaging.Templates;

/// <summary>Reads a folder of templates: <c>layout.html</c>, and <c>LOCALE/NAME.txt</c> for every locale and template.</summary>
internal sealed partial class TemplateFolder
{
    private static readonly string[] LayoutPlaceholders = ["lang", "dir", "content"];

    private TemplateFolder(string folder, string defaultLocale, TemplateFaults faults)
    {
        Layout = ReadLayout(Path.Combine(folder, "layout.html"), faults);
        // A mounted volume keeps folders of its own there, which begin with a dot.
        foreach (var path in Directory.EnumerateDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal))
        {
            if (!LanguageTag().IsMatch(Path.GetFileName(path))) faults.Add(path, "The folder's name is no language tag, such as en or pt-BR.");
            else if (!Locales.TryAdd(Path.GetFileName(path), new LocaleTexts(path, faults))) faults.Add(path, "The locale is there twice.");
        }
        if (!Locales.ContainsKey(defaultLocale)) faults.AddDefaultLocale($"There is no folder '{defaultLocale}' in {folder}.");
    }

    public TemplateText? Layout { get; }

    public Dictionary<string, LocaleTexts> Locales { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads and checks all of it; throws with every fault.</summary>
    public static TemplateFolder Read(MessagesOptions options)
    {
        var faults = new TemplateFaults();
        var folder = options.TemplatesFolder.Length > 0 ? Path.GetFullPath(options.TemplatesFolder) : Path.Combine(AppContext.BaseDirectory, "Templates");
        if (!Directory.Exists(folder)) faults.Add(folder, "There is no such folder.");
        faults.ThrowIfAny();
        var read = new TemplateFolder(folder, options.DefaultLocale, faults);
        faults.ThrowIfAny();
        return read;
    }

    private static TemplateText? ReadLayout(string path, TemplateFaults faults)
    {
        if (!File.Exists(path))
        {
            faults.Add(path, "The file is missing.");
            return null;
        }
        var layout = TemplateText.Parse(File.ReadAllText(path).ReplaceLineEndings("\n"));
        if (layout is null) faults.Add(path, "Double braces stand where no placeholder is.");
        else if (!layout.Names.SetEquals(LayoutPlaceholders)) faults.Add(path, "The placeholders of the layout are {{lang}}, {{dir}} and {{content}}, all of them and no other.");
        return layout;
    }

    [GeneratedRegex(@"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,4}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LanguageTag();
}
