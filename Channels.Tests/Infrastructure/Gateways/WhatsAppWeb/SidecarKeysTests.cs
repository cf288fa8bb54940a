using Channels.Infrastructure.Gateways.WhatsAppWeb;
using Channels.Tests.Support;

namespace Channels.Tests.Infrastructure.Gateways.WhatsAppWeb;

/// <summary>How the engine keeps credentials and keys, run in Node.js with a wire that the test holds.</summary>
public sealed class SidecarKeysTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trap5_CredentialsAreSaved_OnlyOnceThereIsAnAccount() => Assert.Equal("0 1", await RunAsync("""
        const keys = new Keys(1, null, wire, () => {});
        keys.creds.me = { id: '5511987654321@s.whatsapp.net', name: '~' };
        keys.saveCreds();
        const before = calls.length;
        keys.creds.account = {};
        keys.saveCreds();
        await keys.close();
        say(before, calls.length);
        """));

    [Fact]
    public async Task Credentials_AreSavedOneAtATime_AndTheLastStateWins() => Assert.Equal("1 2 3", await RunAsync("""
        const keys = new Keys(1, null, wire, () => {});
        keys.creds.account = {};
        for (keys.creds.nextPreKeyId = 1; keys.creds.nextPreKeyId < 3; keys.creds.nextPreKeyId++) {
          keys.saveCreds();
          await Promise.resolve();
        }
        keys.saveCreds();
        const atOnce = calls.length;
        await keys.close();
        say(atOnce, calls.length, JSON.parse(calls.at(-1).facts.credentials).nextPreKeyId);
        """));

    [Fact]
    public async Task Read_ThatFails_IsTriedAgain() => Assert.Equal("3 7 false", await RunAsync("""
        answers.push(fail, fail, () => ({ 1: '7' }));
        let broken = false;
        const keys = new Keys(1, null, wire, () => { broken = true; });
        const found = await keys.auth.keys.get('session', ['1', '2']);
        say(calls.length, ...Object.values(found), broken);
        """));

    [Fact]
    public async Task Read_ThatKeepsFailing_EndsTheLine_AndNothingIsWrittenAnyMore() => Assert.Equal("true refused 3", await RunAsync("""
        answers.push(fail, fail, fail);
        let broken = false;
        const keys = new Keys(1, null, wire, () => { broken = true; });
        await keys.auth.keys.get('session', ['1']).catch(() => {});
        const written = await keys.auth.keys.set({ session: { 1: 'x' } }).catch(() => 'refused');
        say(broken, written, calls.length);
        """));

    [Fact]
    public async Task Write_ThatKeepsFailing_EndsTheLine_BeforeAMessageIsGivenUp() => Assert.Equal("false true 0", await RunAsync("""
        answers.push(fail, fail, fail, fail, () => null, fail, fail, fail, fail, fail);
        let broken = false;
        const keys = new Keys(1, null, wire, () => { broken = true; });
        const set = () => keys.auth.keys.set({ session: { 1: 'x' } }).catch(() => {});
        for (let i = 0; i < 9; i++) await set();
        const early = broken;
        await set();
        const before = calls.length;
        await set();
        say(early, broken, calls.length - before);
        """));

    [Fact]
    public async Task Write_IsOneCall_AndClosingWaitsForIt() => Assert.Equal("1 3 done", await RunAsync("""
        let state = 'under way';
        answers.push(async () => { await new Promise(resolve => setTimeout(resolve, 50)); state = 'done'; });
        const keys = new Keys(1, null, wire, () => {});
        keys.auth.keys.set({ session: { a: 1, b: null }, 'pre-key': { 1: 2 } });
        await keys.close();
        say(calls.length, calls[0].facts.entries.length, state);
        """));

    [Fact]
    public async Task Session_IsReadOnce_AndThenKnown_AlsoThatThereIsNone() => Assert.Equal("1 2 2 1", await RunAsync("""
        answers.push(() => ({ a: '1' }), () => null);
        const { keys } = new Keys(1, null, wire, () => {}).auth;
        const first = await keys.get('session', ['a', 'b']);
        await keys.set({ session: { b: 2 } });
        const second = await keys.get('session', ['a', 'b']);
        say(first.a, second.b, calls.length, Object.keys(first).length);
        """));

    [Fact]
    public async Task Session_IsWhatIsCommitted_NotWhatIsBeingWritten() => Assert.Equal("1 2", await RunAsync("""
        let commit;
        answers.push(() => ({ a: '1' }), () => new Promise(resolve => { commit = resolve; }));
        const { keys } = new Keys(1, null, wire, () => {}).auth;
        await keys.get('session', ['a']);
        const write = keys.set({ session: { a: 2 } });
        const before = (await keys.get('session', ['a'])).a;
        commit();
        await write;
        say(before, (await keys.get('session', ['a'])).a);
        """));

    [Fact]
    public async Task Session_WhoseWriteFailed_IsAskedForAgain() => Assert.Equal("3 3", await RunAsync("""
        answers.push(() => ({ a: '1' }), fail, () => ({ a: '3' }));
        const { keys } = new Keys(1, null, wire, () => {}).auth;
        await keys.get('session', ['a']);
        await keys.set({ session: { a: 2 } }).catch(() => {});
        say((await keys.get('session', ['a'])).a, calls.length);
        """));

    [Fact]
    public async Task Session_WrittenTwiceAtOnce_IsTheLaterOne_InWhateverOrderTheAnswersCome() => Assert.Equal("3 2", await RunAsync("""
        const commits = [];
        const held = () => new Promise(resolve => { commits.push(resolve); });
        answers.push(held, held);
        const { keys } = new Keys(1, null, wire, () => {}).auth;
        const writes = [keys.set({ session: { a: 2 } }), keys.set({ session: { a: 3 } })];
        commits[1]();
        await writes[1];
        commits[0]();
        await writes[0];
        say((await keys.get('session', ['a'])).a, calls.length);
        """));

    [Fact]
    public async Task Session_OfAnotherLine_IsNotThisOne() => Assert.Equal("1 2", await RunAsync("""
        answers.push(() => ({ a: '1' }), () => ({ a: '2' }));
        const [one, other] = [1, 2].map(socket => new Keys(socket, null, wire, () => {}).auth.keys);
        say((await one.get('session', ['a'])).a, (await other.get('session', ['a'])).a);
        """));

    private static async Task<string> RunAsync(string test)
    {
        Tools.RequireNode();
        var program = $$"""
            import { output } from '{{Module("silence.mjs")}}';
            const { Keys } = await import('{{Module("keys.mjs")}}');
            const calls = [];
            const answers = [];
            const fail = () => { throw new Error('store'); };
            const wire = {
              sendRequest: async (what, facts) => {
                calls.push({ what, facts });
                return (answers.shift() ?? (() => null))();
              },
            };
            const say = (...words) => output.write(words.join(' '));
            {{test}}
            """;
        return await Tools.RunAsync(Tools.Node!, ["--input-type=module", "-e", program], Cancellation);
    }

    private static string Module(string name) => new Uri(Path.Combine(SidecarFolder.Find().Path, name)).AbsoluteUri;
}
