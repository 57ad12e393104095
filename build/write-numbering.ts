import { writeFileSync } from 'node:fs';
import { buildNumbering, buildTollFree } from './numbering';
import { inProject } from './project';

writeFileSync(inProject('src/phone/numbering.json'), buildNumbering());
writeFileSync(inProject('src/phone/toll-free.json'), buildTollFree());
