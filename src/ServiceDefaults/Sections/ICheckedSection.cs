namespace ServiceDefaults.Sections;

/// <summary>A configuration section that can say what is wrong with itself.</summary>
public interface ICheckedSection
{
    /// <summary>
    /// One sentence for each setting that must stop the start, beginning with the key below the section
    /// (<c>"Enabled: …"</c>); insecure ones only where <paramref name="environment"/> is Production.
    /// </summary>
    IEnumerable<string> Faults(IHostEnvironment environment);
}
