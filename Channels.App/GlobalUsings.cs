// Blazor has a Dispatcher of its own.
global using Dispatcher = Channels.App.Session.Dispatcher;
