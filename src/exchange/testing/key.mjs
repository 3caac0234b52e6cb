// Makes or reads an installation key: node key.mjs BUILD FOLDER. Says what a value's pseudonym is.
import { argv } from 'node:process';

const [build, folder] = argv.slice(2);
const { installationKey } = await import(`${build}/exchange/index.js`);
console.log(installationKey(folder).of('kind', 'value'));
