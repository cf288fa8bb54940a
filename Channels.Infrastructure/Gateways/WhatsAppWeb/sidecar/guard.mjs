// Imported second, so that no accident while the packages load escapes it.
import { report } from './silence.mjs';

const nameOf = error => (error instanceof Error ? error.name : typeof error);

// One failing connection must not take the others with it; a broken process must not go on as if it were whole.
process.on('unhandledRejection', error => report(`unhandled rejection: ${nameOf(error)}`));
process.on('uncaughtException', error => {
  report(`uncaught exception: ${nameOf(error)}`);
  process.exit(70);
});

// Ctrl+C and service managers signal the whole group, but the app still has to say goodbye.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});
