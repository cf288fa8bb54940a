using System.Security.Cryptography;
using System.Text;

namespace Channels.Infrastructure.Gateways.MetaCloud.Graph;

/// <summary>What the calls for one channel count against at Meta, beside the app.</summary>
/// <param name="User">A hash of the token, which stands for its user.</param>
internal sealed record CallScope(string? AccountId, string? NumberId, string User)
{
    public static CallScope Of(MetaAccount account, string token) => new(account.AccountId, account.NumberId, UserOf(token));

    public static string UserOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
