namespace Channels.Domain;

/// <summary>The rules that a person's command can break. The words for each are in the resources, under <c>Rule_</c> and its name.</summary>
public enum Rule
{
    NotAllowed,
    LimitReached,
    NameRequired,
    NameTooLong,
    NameHasForbiddenCharacters,
    NameTaken,
    NameChangedMeanwhile,
    ChannelNotFound,
    MethodNotAvailable,
    NotConnected,
    ContactInvalid,
    TextRequired,
    TextTooLong,
    SendRefused,

    SetupClosed,
    SetupCodeWrong,
    EmailInvalid,
    EmailTaken,
    PersonNameRequired,
    PersonNameTooLong,
    PasswordTooWeak,
    PasswordWrong,
    LinkInvalid,
    SignInFailed,
    SignInLockedOut,
    LastAdministrator,
    UserNotFound,
}
