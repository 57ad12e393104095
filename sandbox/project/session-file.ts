import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';

/** What `npm run call` must know of a running `npm start`. */
export interface SandboxSession {
  readonly url: string;
  readonly authToken: string;
  readonly accountSid: string;
  /** Undefined where the Functions talk to Vapi itself. */
  readonly standIn: { readonly apiUrl: string; readonly certificateAuthority: string } | undefined;
}

const file = inProject('.switchboard', 'session.json');

/** Leaves the session for other commands to find; readable by its owner only. */
export function writeSession(session: SandboxSession): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(session), { mode: 0o600 });
}

/** Returns the running session, if there is one. */
export function findSession(): SandboxSession | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as SandboxSession;
}

/** Forgets the session. */
export function removeSession(): void {
  rmSync(file, { force: true });
}
