import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '../../build/project';

/** What `npm run call` needs to know about a running `npm start`. */
export interface SandboxSession {
  /** Where calls are ordered, and the secret that orders carry. */
  readonly callsUrl: string;
  readonly secret: string;
  /** False if the Functions talk to Vapi itself. */
  readonly hasStandIn: boolean;
}

const file = inProject('.switchboard', 'session.json');

/** Leaves the session for other commands to find; readable only for its owner. */
export function writeSession(session: SandboxSession): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(session), { mode: 0o600 });
}

/** Returns the running session, if there is one. */
export function findSession(): SandboxSession | undefined {
  if (!existsSync(file)) return undefined;
  return JSON.parse(readFileSync(file, 'utf8')) as SandboxSession;
}

/** Deletes the session. */
export function removeSession(): void {
  rmSync(file, { force: true });
}
