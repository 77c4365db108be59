// The build's first step: nothing that was deleted from the source survives in dist/.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
