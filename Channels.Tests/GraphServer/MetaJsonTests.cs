using System.Text.Json.Nodes;

namespace Channels.Tests.GraphServer;

public sealed class MetaJsonTests
{
    [Fact]
    public void Write_EscapesAsMetaDoes()
    {
        const string text = "äöå/ \"aspas\" \\u00e7 <b>&'+ 😀\n";
        var written = MetaJson.Write(new JsonObject { ["chave/"] = text });
        Assert.Equal("""{"chave\/":"\u00e4\u00f6\u00e5\/ \"aspas\" \\u00e7 <b>&'+ \ud83d\ude00\n"}""", written);
        Assert.Equal(text, (string?)JsonNode.Parse(written)!["chave/"]);
    }

    // printf '%s' "$BODY" | openssl dgst -sha256 -hmac "segredo-do-aplicativo"
    [Theory]
    [InlineData("""{"text":"a\u00e7\u00e3o","url":"https:\/\/exemplo.com.br\/"}""", "de6fcde96b58bf88f20100db8bbfc41216ea06b22e72b96d9b479dde3a78e1f8")]
    [InlineData("", "574f5b3775b93383f0cbe75c3d9b78d00a9fd6f5a9e005fe134733f5620da9d1")]
    [InlineData("EAAtoken", "cbd52a4a98ccf6b5b493ac2898b8e11723b75c1dbab265fd2d283d9afa31bf60")]
    public void Hmac_IsThatOfOpenssl(string body, string expected) => Assert.Equal(expected, MetaJson.Hmac("segredo-do-aplicativo", body));
}
