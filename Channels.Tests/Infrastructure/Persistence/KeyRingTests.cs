using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Channels.Domain.Ports;
using Channels.Infrastructure;
using Channels.Infrastructure.Identity;
using Channels.Infrastructure.Persistence;
using Channels.Infrastructure.Settings;
using Channels.Tests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;

namespace Channels.Tests.Infrastructure.Persistence;

/// <summary>The keys of the data folder with a certificate and without; each start is a container of its own on the same folder.</summary>
public sealed class KeyRingTests : IDisposable
{
    private const string Password = "uma senha";
    private readonly DataFolder _folder = new(Scratch.CreateFolder("channels-keys-"));
    private readonly X509Certificate2 _first = Make("CN=first");
    private readonly X509Certificate2 _second = Make("CN=second");

    private string Ring => string.Concat(Directory.GetFiles(_folder.Keys).Select(File.ReadAllText));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder.Path, recursive: true);
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task CertificateSetLater_WrapsTheKeysFromBefore_AndTheyOpen()
    {
        var secret = await StartAsync(KeyCertificates.None, seal => seal.Seal("segredo"));
        Assert.Contains("<masterKey", Ring, StringComparison.Ordinal);

        var opened = await StartAsync(new KeyCertificates(_first, null), seal => seal.Open(secret));

        Assert.Equal("segredo", opened);
        AssertWrapped();
        Assert.Single(Directory.GetFiles(_folder.Keys));
    }

    [Fact]
    public async Task Certificate_WrapsNewKeys()
    {
        var secret = await StartAsync(new KeyCertificates(_first, null), seal => seal.Seal("segredo"));

        AssertWrapped();
        Assert.Equal("segredo", await StartAsync(new KeyCertificates(_first, null), seal => seal.Open(secret)));
    }

    [Fact]
    public async Task NewCertificate_TakesThePlaceOfTheOldOne_WhichIsNeededOnlyOnce()
    {
        var secret = await StartAsync(new KeyCertificates(_first, null), seal => seal.Seal("segredo"));

        await StartAsync(new KeyCertificates(_second, _first), seal => seal.Open(secret));

        AssertWrapped();
        Assert.Equal("segredo", await StartAsync(new KeyCertificates(_second, null), seal => seal.Open(secret)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WrappedKeys_WithoutTheirCertificate_AreNotReplaced_ButNamed(bool another)
    {
        await StartAsync(new KeyCertificates(_first, null), seal => seal.Seal("segredo"));
        var before = Ring;

        var problem = await Assert.ThrowsAsync<SettingsException>(
            () => StartAsync(new KeyCertificates(another ? _second : null, null), seal => seal.Seal("other")));

        Assert.Contains($"'CN=first' ({_first.Thumbprint}), which is not set", problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, Ring);
    }

    [Theory]
    [InlineData("pfx", false)]
    [InlineData("pfx", true)]
    [InlineData("pem", false)]
    [InlineData("pem", true)]
    public void From_ReadsPfxAndPem(string kind, bool locked)
    {
        var file = Save(kind, locked ? Password : null);

        var read = Read(file, locked ? Password : null);

        Assert.Equal(_first.Thumbprint, read.Present!.Thumbprint);
        Assert.Null(read.Old);
    }

    [Fact]
    public void From_NothingSet_IsNone() => Assert.Equal(KeyCertificates.None, Read(null, null));

    [Fact]
    public void From_WhatCannotBeRead_IsRefusedInWords()
    {
        AssertRefused("cannot be read", Path.Combine(_folder.Path, "nowhere.pfx"), null);
        AssertRefused("cannot be read", Save("pfx", Password), "another password");
        AssertRefused("cannot be read", Save("pem", Password), null);
        AssertRefused("cannot be read", Write("notes.txt", "no certificate"), null);
        AssertRefused("no RSA certificate with its private key", Write("public.pfx", X509CertificateLoader.LoadCertificate(_first.RawData).Export(X509ContentType.Pkcs12)), null);
        using var curve = ECDsa.Create();
        using var elliptic = new CertificateRequest("CN=curve", curve, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddDays(1));
        AssertRefused("no RSA certificate with its private key", Write("curve.pfx", elliptic.Export(X509ContentType.Pkcs12)), null);
    }

    [Fact]
    public void From_OnlyTheOldOne_IsRefused()
    {
        var problem = Assert.Throws<SettingsException>(() => From(new() { ["DataProtection:OldCertificate"] = Save("pfx", null) }));

        Assert.Contains("DataProtection:Certificate has to be set too", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_WhoseCertificateCannotBeRead_EndsWithTheReason()
    {
        var (exit, errors) = await RunningApp.RunToEndAsync(_folder.Path, ("DataProtection:Certificate", "/nowhere/keys.pfx"));

        Assert.Equal(1, exit);
        Assert.StartsWith("DataProtection:Certificate is '/nowhere/keys.pfx', which cannot be read", errors, StringComparison.Ordinal);
    }

    private static X509Certificate2 Make(string name)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(name, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.Now, DateTimeOffset.Now.AddDays(1));
    }

    private static KeyCertificates From(Dictionary<string, string?> settings) =>
        KeyCertificates.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), new HostingEnvironment { ContentRootPath = "/" });

    private static KeyCertificates Read(string? file, string? password) =>
        From(new() { ["DataProtection:Certificate"] = file, ["DataProtection:CertificatePassword"] = password });

    private static void AssertRefused(string words, string file, string? password)
    {
        var problem = Assert.Throws<SettingsException>(() => Read(file, password));
        Assert.StartsWith($"DataProtection:Certificate is '{file}', which", problem.Message, StringComparison.Ordinal);
        Assert.Contains(words, problem.Message, StringComparison.Ordinal);
    }

    private void AssertWrapped()
    {
        Assert.Contains("<encryptedSecret", Ring, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", Ring, StringComparison.Ordinal);
    }

    private async Task<T> StartAsync<T>(KeyCertificates certificates, Func<ISecretSeal, T> use)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddPersistence(_folder, certificates).AddPeople().BuildServiceProvider();
        await services.PrepareAsync(TestContext.Current.CancellationToken);
        return use(services.GetRequiredService<ISecretSeal>());
    }

    private string Save(string kind, string? password)
    {
        if (kind == "pfx")
        {
            return Write("keys.pfx", _first.Export(X509ContentType.Pkcs12, password));
        }

        using var key = _first.GetRSAPrivateKey()!;
        var keyText = password is null
            ? key.ExportPkcs8PrivateKeyPem()
            : key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
        return Write("keys.pem", $"{_first.ExportCertificatePem()}\n{keyText}\n");
    }

    private string Write(string name, string content) => Write(name, System.Text.Encoding.UTF8.GetBytes(content));

    private string Write(string name, byte[] content)
    {
        var file = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(file, content);
        return file;
    }
}
