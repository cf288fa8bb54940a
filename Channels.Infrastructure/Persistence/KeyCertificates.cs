using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Channels.Infrastructure.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Channels.Infrastructure.Persistence;

/// <summary>What wraps the keys of the data folder, section <c>DataProtection</c>: their files alone are then worth nothing.</summary>
/// <param name="Present">Wraps all keys; null leaves them in clear.</param>
/// <param name="Old">Opens those that it wrapped before <paramref name="Present"/> took its place.</param>
internal sealed record KeyCertificates(X509Certificate2? Present, X509Certificate2? Old)
{
    public const string Setting = "DataProtection:Certificate";
    private const string OldSetting = "DataProtection:OldCertificate";

    public static KeyCertificates None { get; } = new(null, null);

    /// <exception cref="SettingsException">A certificate cannot be read, or wraps nothing.</exception>
    public static KeyCertificates From(IConfiguration configuration, IHostEnvironment environment)
    {
        X509Certificate2? Of(string setting) => configuration[setting] is { Length: > 0 } path
            ? Load(setting, Path.GetFullPath(path, environment.ContentRootPath), configuration[$"{setting}Password"])
            : null;

        var certificates = new KeyCertificates(Of(Setting), Of(OldSetting));
        return certificates is { Present: null, Old: not null }
            ? throw new SettingsException($"{OldSetting} is set, so that {Setting} has to be set too: the one takes the place of the other.")
            : certificates;
    }

    private static X509Certificate2 Load(string setting, string path, string? password)
    {
        try
        {
            var certificate = Read(File.ReadAllBytes(path), password);
            return certificate.GetRSAPrivateKey() is not null
                ? certificate
                : throw new SettingsException($"{setting} is '{path}', which holds no RSA certificate with its private key.");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SettingsException($"{setting} is '{path}', which cannot be read: {problem.Message}", problem);
        }
    }

    // A PEM file holds the certificate and its key one below the other.
    private static X509Certificate2 Read(byte[] content, string? password)
    {
        var text = System.Text.Encoding.ASCII.GetString(content);
        return !text.Contains("-----BEGIN", StringComparison.Ordinal) ? X509CertificateLoader.LoadPkcs12(content, password)
            : string.IsNullOrEmpty(password) ? X509Certificate2.CreateFromPem(text, text)
            : X509Certificate2.CreateFromEncryptedPem(text, text, password);
    }
}
