namespace SearchData;

/// <summary>What providers are called, do, and say of themselves.</summary>
internal static class Vocabulary
{
    public static readonly (string Name, double Lat, double Lon, string Language)[] Cities =
    [
        ("London", 51.507, -0.128, "en"), ("Paris", 48.857, 2.352, "fr"), ("Berlin", 52.520, 13.405, "de"), ("Madrid", 40.417, -3.704, "es"), ("Rome", 41.903, 12.496, "it"),
        ("Vienna", 48.208, 16.373, "de"), ("Hamburg", 53.551, 9.994, "de"), ("Warsaw", 52.230, 21.012, "pl"), ("Barcelona", 41.385, 2.173, "es"), ("Munich", 48.137, 11.575, "de"),
        ("Milan", 45.464, 9.190, "it"), ("Prague", 50.076, 14.437, "cs"), ("Lisbon", 38.722, -9.139, "pt-PT"), ("Cologne", 50.938, 6.960, "de"), ("Amsterdam", 52.368, 4.904, "nl"),
        ("Brussels", 50.850, 4.352, "fr"), ("Birmingham", 52.486, -1.890, "en"), ("Manchester", 53.481, -2.242, "en"), ("Lyon", 45.764, 4.836, "fr"), ("Marseille", 43.296, 5.370, "fr"),
        ("Zürich", 47.377, 8.541, "de-CH"), ("Stockholm", 59.329, 18.069, "sv"), ("Copenhagen", 55.676, 12.568, "da"), ("Dublin", 53.349, -6.260, "en"), ("Frankfurt", 50.110, 8.682, "de"),
        ("Stuttgart", 48.775, 9.183, "de"), ("Leipzig", 51.340, 12.375, "de"), ("Kraków", 50.065, 19.945, "pl"), ("Valencia", 39.470, -0.376, "es"), ("Naples", 40.852, 14.268, "it"),
        ("Porto", 41.158, -8.629, "pt-PT"), ("Toulouse", 43.605, 1.444, "fr"), ("Dresden", 51.050, 13.737, "de"), ("Gdańsk", 54.352, 18.647, "pl"), ("Lübeck", 53.866, 10.687, "de"),
        ("Bristol", 51.455, -2.588, "en"), ("Leeds", 53.801, -1.549, "en"), ("Nantes", 47.218, -1.554, "fr"), ("Graz", 47.071, 15.440, "de"), ("Oslo", 59.914, 10.752, "nb"),
    ];

    public static readonly string[] Trades =
    [
        "plumber", "electrician", "carpenter", "painter", "gardener", "cleaner", "roofer", "tiler", "locksmith", "mason", "plasterer", "glazier", "mover", "photographer", "tutor", "nanny", "nurse",
        "hairdresser", "cook", "driver", "mechanic", "welder", "upholsterer", "tailor", "translator", "accountant", "architect", "florist", "beautician", "masseur", "trainer", "musician", "chimney sweep",
        "pest controller", "heating engineer", "solar installer", "web designer", "IT technician", "dog walker", "event planner",
    ];

    public static readonly string[] Tasks =
    [
        "repair", "installation", "maintenance", "emergency service", "consulting", "renovation", "inspection", "training", "design", "delivery", "night service", "restoration",
    ];

    public static readonly string[] Phrases =
    [
        "Experienced and reliable", "Friendly service at fair prices", "Family business since 1998", "Available at weekends", "Free first visit", "References on request", "Fully insured", "Modern tools and clean work",
        "Quick answers to every question", "I travel to you", "Certified by the chamber of crafts", "Quality is my passion", "No job too small", "Satisfied customers all over the region", "Sustainable materials", "Emergency calls day and night",
        "Specialised in old houses", "Wheelchair access", "Invoices with VAT", "Discounts for pensioners", "Apprentices welcome", "Always on time", "Three years of warranty", "Honest estimates", "English and German spoken",
    ];

    private static readonly string[] Syllables = ["an", "be", "chi", "da", "el", "fi", "go", "ha", "is", "jo", "ka", "li", "ma", "no", "ol", "pe", "ra", "sa", "to", "vi", "wen", "zo", "ré", "mü"];

    public static string Name(SplitMix random, int syllables)
    {
        var name = string.Concat(Enumerable.Range(0, syllables).Select(_ => random.One(Syllables)));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    public static string Skill(SplitMix random, string trade) => random.Chance(0.4) ? trade : $"{trade} {random.Frequent(Tasks)}";
}
