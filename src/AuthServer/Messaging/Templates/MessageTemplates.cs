namespace AuthServer.Messaging.Templates;

/// <summary>Writes messages in the reader's language, from the files of section <c>Messages</c>, which are read once at the start.</summary>
public sealed class MessageTemplates
{
    private readonly Dictionary<string, LocaleTexts> _locales;
    private readonly LocaleTexts _default;
    private readonly TemplateText _layout;

    /// <summary>Reads the files.</summary>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">Something is missing, unknown or malformed; the message names file and section.</exception>
    public MessageTemplates(MessagesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var folder = TemplateFolder.Read(options);
        (_locales, _default, _layout) = (folder.Locales, folder.Locales[options.DefaultLocale], folder.Layout!);
        Locales = [.. _locales.Values.Select(locale => locale.Tag)];
    }

    /// <summary>The BCP 47 tags that there are texts for.</summary>
    public IReadOnlyList<string> Locales { get; }

    /// <summary>The template as an e-mail.</summary>
    /// <param name="template">One that has an e-mail.</param>
    /// <param name="locale">A BCP 47 tag; where it is not there its language is taken, and else the default.</param>
    /// <param name="values">Exactly the template's placeholders, as plain text.</param>
    /// <exception cref="ArgumentException">The template has no e-mail, or the values are not its own: a bug.</exception>
    public RenderedEmail Email(MessageTemplate template, string? locale, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        if (!template.HasEmail) throw new ArgumentException($"{template.Name} is no e-mail.", nameof(template));
        var texts = Choose(locale);
        var (parts, safe) = (texts[template], new MessageValues(template, values, texts.RightToLeft));
        return new RenderedEmail(parts.Subject!.Render(safe.Plain), parts.Text!.Render(safe.Plain) + "\n", Wrapped(texts, parts.Html!.Render(safe.Html)));
    }

    /// <summary>The template as a text message. Where it brings a code, the last line binds the code to the host.</summary>
    /// <param name="template">One that has a text message.</param>
    /// <param name="locale">A BCP 47 tag; where it is not there its language is taken, and else the default.</param>
    /// <param name="values">Exactly the template's placeholders, as plain text.</param>
    /// <exception cref="ArgumentException">The template has no text message, or the values are not its own: a bug.</exception>
    public string Sms(MessageTemplate template, string? locale, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(values);
        if (!template.HasSms) throw new ArgumentException($"{template.Name} is no text message.", nameof(template));
        var texts = Choose(locale);
        var safe = new MessageValues(template, values, texts.RightToLeft);
        var text = texts[template].Sms!.Render(safe.Sms);
        // WICG, Origin-bound one-time codes: phones fill the code in at this host and nowhere else. No translation can lose the line.
        return safe.Has("code") ? $"{text}\n\n@{safe["host"]} #{safe["code"]}" : text;
    }

    private LocaleTexts Choose(string? tag)
    {
        if (tag is null) return _default;
        return _locales.GetValueOrDefault(tag) ?? _locales.GetValueOrDefault(tag.Split('-', 2)[0]) ?? _default;
    }

    private string Wrapped(LocaleTexts texts, string content) => _layout.Render(name => name switch
    {
        "lang" => texts.Tag,
        "dir" => texts.RightToLeft ? "rtl" : "ltr",
        _ => content,
    });
}
