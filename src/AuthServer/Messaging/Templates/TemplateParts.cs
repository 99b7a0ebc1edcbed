namespace AuthServer.Messaging.Templates;

/// <summary>The texts of one template in one locale, checked.</summary>
internal sealed class TemplateParts
{
    private readonly string _path;
    private readonly TemplateFaults _faults;

    public TemplateParts(MessageTemplate template, string path, TemplateFaults faults)
    {
        (_path, _faults) = (path, faults);
        var file = new TemplateFile(path, faults);
        if (template.EmailPlaceholders is { } email)
        {
            Subject = Checked("subject", file.Take("subject"), [], email);
            Text = Checked("text", file.Take("text"), email, email);
            Html = Checked("html", file.Take("html"), email, email);
            CheckSubject();
            CheckHtml();
        }
        if (template.SmsPlaceholders is { } sms) Sms = Checked("sms", file.Take("sms"), sms, template.Placeholders);
        file.Close();
    }

    public TemplateText? Subject { get; }

    public TemplateText? Text { get; }

    public TemplateText? Html { get; }

    public TemplateText? Sms { get; }

    private TemplateText? Checked(string section, TemplateText? text, IEnumerable<string> needed, IReadOnlySet<string> allowed)
    {
        if (text is null) return null;
        foreach (var name in needed.Except(text.Names)) _faults.Add(_path, section, $"The placeholder {{{{{name}}}}} is missing.");
        foreach (var name in text.Names.Except(allowed)) _faults.Add(_path, section, $"The placeholder {{{{{name}}}}} is unknown here.");
        return text;
    }

    private void CheckSubject()
    {
        if (Subject is null) return;
        if (Subject.Render(name => name).Any(char.IsControl)) _faults.Add(_path, "subject", "The subject must be one line.");
        // Mail servers log subjects and locked screens show them.
        foreach (var name in Subject.Names.Intersect(["code", "link"])) _faults.Add(_path, "subject", $"The placeholder {{{{{name}}}}} must not stand in a subject.");
    }

    // Encoding makes a value safe as text and in a quoted href, not in every place of a tag.
    private void CheckHtml()
    {
        var inTag = false;
        foreach (var (name, before, behind) in Html?.Placeholders ?? [])
        {
            if (before.LastIndexOfAny(['<', '>']) is var last and >= 0) inTag = before[last] == '<';
            if (name == "link")
            {
                if (!inTag || !before.EndsWith(" href=\"", StringComparison.Ordinal) || !behind.StartsWith('"')) _faults.Add(_path, "html", "{{link}} may stand as href=\"{{link}}\" and nowhere else.");
            }
            else if (inTag)
            {
                _faults.Add(_path, "html", $"{{{{{name}}}}} must not stand inside a tag.");
            }
        }
    }
}
