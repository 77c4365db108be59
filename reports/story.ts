export { requestLine, roomNames } from './sections/exchanges.ts';
