using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Channels.Tests.EndToEnd.Tour;

/// <summary>Texts in brackets, so that a word that comes from no resource shows.</summary>
internal static class PseudoTexts
{
    public const char Begin = '⟦';
    public const char End = '⟧';

    public static void Use(IServiceCollection services) =>
        services.Replace(ServiceDescriptor.Singleton<IStringLocalizerFactory>(all => new Factory(
            new ResourceManagerStringLocalizerFactory(
                all.GetRequiredService<IOptions<LocalizationOptions>>(), all.GetRequiredService<ILoggerFactory>()))));

    private sealed class Factory(IStringLocalizerFactory inner) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new Localizer(inner.Create(resourceSource));

        public IStringLocalizer Create(string baseName, string location) => new Localizer(inner.Create(baseName, location));
    }

    private sealed class Localizer(IStringLocalizer inner) : IStringLocalizer
    {
        public LocalizedString this[string name] => Mark(inner[name]);

        public LocalizedString this[string name, params object[] arguments] => Mark(inner[name, arguments]);

        public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) =>
            inner.GetAllStrings(includeParentCultures).Select(Mark);

        private static LocalizedString Mark(LocalizedString text) => new(text.Name, $"{Begin}{text.Value}{End}", text.ResourceNotFound);
    }
}
