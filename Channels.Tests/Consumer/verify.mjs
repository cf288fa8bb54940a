// Asks the library of Standard Webhooks of each line of JSON ({ secret, headers, body }) whether it takes it: prints "taken", or why not.
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

for await (const line of createInterface({ input: process.stdin })) {
  const { secret, headers, body } = JSON.parse(line);
  try {
    new Webhook(secret).verify(body, headers);
    console.log('taken');
  } catch (problem) {
    console.log(problem.message);
  }
}
