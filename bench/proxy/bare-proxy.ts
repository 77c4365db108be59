// A proxy as short as Node permits: node dist/bench/proxy/bare-proxy.js TARGET PORT
import { Agent, createServer, request } from 'node:http';

const [target = '', port = '0'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true });

createServer((incoming, response) => {
  const { method = 'GET', url = '/', headers } = incoming;
  const onward = request(target + url, { method, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  incoming.pipe(onward);
}).listen(Number(port), '127.0.0.1');
