namespace Channels.Infrastructure.Gateways.Simulator;

/// <summary>How much of each kind goes with so many conversations, as in a shop that has been at it for a while.</summary>
internal sealed record SamplePlan(int Conversations)
{
    public int Open => Math.Min(Conversations, 4 + (Conversations / 20));

    public int Prompts => Math.Min(8, 2 + (Conversations / 100));

    public int FollowUps => 3 + (Conversations / 50);

    public int Schedules => 2 + (Conversations / 100);

    public int Integrations => Math.Min(5, 2 + (Conversations / 1000));

    public long Total => (long)Conversations + Prompts + FollowUps + Schedules + Integrations;
}
