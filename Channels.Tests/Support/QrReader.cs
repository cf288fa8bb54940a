namespace Channels.Tests.Support;

/// <summary>Reads QR codes as a phone does: from pixels.</summary>
internal static class QrReader
{
    /// <summary>The text of the QR code in a picture; null where there is none.</summary>
    public static async Task<string?> ReadAsync(byte[] image, string extension, CancellationToken cancellationToken)
    {
        var file = $"{Scratch.NewPath("qr-")}.{extension}";
        try
        {
            await File.WriteAllBytesAsync(file, image, cancellationToken);
            var text = await Tools.RunAsync(
                Tools.Zbarimg!, ["--raw", "--quiet", "-Sdisable", "-Sqrcode.enable", file], cancellationToken);
            return text.Trim() is { Length: > 0 } read ? read : null;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
