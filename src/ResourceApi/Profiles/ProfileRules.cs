namespace ResourceApi.Profiles;
internal static class ProfileRules { public const int BioLength = 2000; }
