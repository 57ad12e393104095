import { writeFileSync } from 'node:fs';
import { buildNumbering } from './numbering';
import { inProject } from './project';

writeFileSync(inProject('src/phone/numbering.json'), buildNumbering());
