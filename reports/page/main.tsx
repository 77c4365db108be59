import { render } from 'preact';
import { App } from './app.tsx';
// oxlint-disable-next-line import/no-unassigned-import -- the build makes a style sheet of it
import './styles/style.css';
import { openWhilePrinting } from './printing.ts';
import { applyRemembered } from './theme.tsx';
import { unpackPayload } from './unpack.ts';

applyRemembered();
openWhilePrinting();
const root = document.querySelector('#app');
try {
  const payload = await unpackPayload();
  if (root !== null) render(<App {...payload} />, root);
} catch (error) {
  if (root !== null) root.textContent = `This report cannot be shown: ${String(error)}`;
}
