import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

/** Where each `npm start` leaves its session, under the id of its process. */
const sessionsFolder = inProject('.switchboard', 'sessions');

/** Leaves the session for other commands to find; readable only for its owner. */
export function writeSession(session: SandboxSession, folder = sessionsFolder): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${process.pid}`), JSON.stringify(session), { mode: 0o600 });
}

/** Returns the session that began last and still runs, if there is one. */
export function findSession(folder = sessionsFolder): SandboxSession | undefined {
  const [newest] = listProcessIds(folder)
    // A killed process leaves its session behind.
    .filter(isRunning)
    .map((id) => path.join(folder, `${id}`))
    .sort((one, other) => statSync(other).mtimeMs - statSync(one).mtimeMs);
  return newest === undefined
    ? undefined
    : (JSON.parse(readFileSync(newest, 'utf8')) as SandboxSession);
}

/** Deletes this process's session. */
export function removeSession(folder = sessionsFolder): void {
  rmSync(path.join(folder, `${process.pid}`), { force: true });
}

function listProcessIds(folder: string): number[] {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
