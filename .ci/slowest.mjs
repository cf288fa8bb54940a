// Prints the ten slowest tests of a run, from the runner's own report in the Common Test Report Format.
import { readFileSync } from 'node:fs';

const { tests } = JSON.parse(readFileSync(process.argv[2], 'utf8')).results;
console.log('The ten slowest tests, in seconds:');
for (const test of [...tests].sort((a, b) => b.duration - a.duration).slice(0, 10)) {
  console.log(`${(test.duration / 1000).toFixed(1).padStart(7)}  ${test.name}`);
}
