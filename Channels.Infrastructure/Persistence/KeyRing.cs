using System.Security.Cryptography.X509Certificates;
using System.Xml.Linq;
using Channels.Infrastructure.Settings;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.Logging;

namespace Channels.Infrastructure.Persistence;

/// <summary>
/// Has every key of the data folder wrapped with the present certificate. Data Protection wraps only the keys that it makes
/// from then on, which leaves in clear the very ones that everything so far is encrypted with.
/// </summary>
internal sealed partial class KeyRing(
    DataFolder folder, KeyCertificates certificates, IServiceProvider services, ILoggerFactory loggers, ILogger<KeyRing> logger)
{
    // The names that Data Protection writes and looks for.
    private static readonly XNamespace Names = "http://schemas.asp.net/2015/03/dataProtection";
    private static readonly XName InClear = Names + "requiresEncryption";
    private static readonly XName Wrapped = Names + "encryptedSecret";
    private static readonly XName Certificate = XName.Get("X509Certificate", "http://www.w3.org/2000/09/xmldsig#");

    /// <exception cref="SettingsException">A key is wrapped with a certificate that is not set: another key would be made in its place.</exception>
    public void Wrap()
    {
        foreach (var file in Directory.GetFiles(folder.Keys, "*.xml"))
        {
            var key = XDocument.Load(file);
            var changed = OpenOld(key) | Close(key);
            if (changed)
            {
                // Never half a key.
                key.Save(file + ".part");
                File.Move(file + ".part", file, overwrite: true);
                Log.Wrapped(logger, Path.GetFileName(file));
            }
        }
    }

    private bool OpenOld(XDocument key)
    {
        var closed = key.Descendants(Wrapped).Where(secret => !IsWrappedWith(secret, certificates.Present)).ToList();
        foreach (var secret in closed)
        {
            if (!IsWrappedWith(secret, certificates.Old))
            {
                throw new SettingsException(
                    $"The keys in {folder.Keys} are wrapped with the certificate {NameOf(secret)}, which is not set. "
                    + $"Set it as {KeyCertificates.Setting}: without it nothing that is encrypted in the database can be read.");
            }

            secret.ReplaceWith(new EncryptedXmlDecryptor(services).Decrypt(secret.Elements().Single()));
        }

        return closed.Count > 0;
    }

    private bool Close(XDocument key)
    {
        if (certificates.Present is not { } certificate)
        {
            return false;
        }

        var open = key.Descendants().Where(element => (bool?)element.Attribute(InClear) == true).ToList();
        foreach (var secret in open)
        {
            var closed = new CertificateXmlEncryptor(certificate, loggers).Encrypt(secret);
            secret.ReplaceWith(new XElement(
                Wrapped, new XAttribute("decryptorType", closed.DecryptorType.AssemblyQualifiedName!), closed.EncryptedElement));
        }

        return open.Count > 0;
    }

    private static bool IsWrappedWith(XElement secret, X509Certificate2? certificate) =>
        certificate is not null && CertificateOf(secret)?.Thumbprint == certificate.Thumbprint;

    private static string NameOf(XElement secret) =>
        CertificateOf(secret) is { } certificate ? $"'{certificate.Subject}' ({certificate.Thumbprint})" : "of an unknown kind";

    private static X509Certificate2? CertificateOf(XElement secret) =>
        secret.Descendants(Certificate).FirstOrDefault() is { } found
            ? X509CertificateLoader.LoadCertificate(Convert.FromBase64String(found.Value))
            : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Key} is wrapped with the certificate now")]
        public static partial void Wrapped(ILogger logger, string key);
    }
}
