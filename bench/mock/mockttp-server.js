// Mockttp as a process: it answers what the file says, or prints how long a reset takes.
// Usage: node mockttp-server.js PORT ANSWERS.json [--no-record | --resets COUNT]
import { readFileSync } from 'node:fs';
import { getLocal } from 'mockttp';

const [, , port = '', file = '', option, count] = process.argv;
const answers = JSON.parse(readFileSync(file, 'utf8'));
const server = getLocal({ recordTraffic: option !== '--no-record', cors: true });

const addRules = async () => {
  for (const { method, pattern, body } of answers) {
    const path = new RegExp(pattern);
    const rule = method === 'GET' ? server.forGet(path) : server.forPut(path);
    await rule.always().thenJson(200, body);
  }
};

await server.start(Number(port));
await addRules();
if (option === '--resets') {
  const times = [];
  for (let i = 0; i < Number(count); i += 1) {
    const began = performance.now();
    server.reset();
    await addRules();
    times.push(performance.now() - began);
  }
  process.stdout.write(JSON.stringify(times));
  await server.stop();
}
