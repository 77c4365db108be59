// The first step of the build: it empties dist/, so that files deleted from the source do not stay there.
import { rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
