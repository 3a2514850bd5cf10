import { makeBundle } from './bundled-program.ts';

/** `npm run bundle [FOLDER]`: makes bundle/, the program for a host without npm. */
const [, , folder = 'bundle'] = process.argv;
await makeBundle(folder);
