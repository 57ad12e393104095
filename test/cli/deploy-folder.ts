import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { makeSid } from '../../sandbox/twilio/formats/sid';
import type {
  StoredVersion,
  UploadKind,
} from '../../sandbox/twilio/serverless/rules/stored-resources';
import type { TwilioApi } from '../../sandbox/twilio/serverless/twilio-api';

/** Puts a project's dist into a stand-in account as if a deploy tool had been there. */
export function deployFolder(api: TwilioApi, projectFolder: string) {
  const now = new Date();
  const head = (prefix: string) => ({ sid: makeSid(prefix), createdAt: now, updatedAt: now });
  const service = {
    ...head('ZS'),
    uniqueName: 'vapi-switchboard',
    friendlyName: 'vapi-switchboard',
    includeCredentials: true,
    uiEditable: false,
    domainDigits: '1234',
  };
  const serviceSid = service.sid;
  api.store.services.set(serviceSid, service);
  const upload = (kind: UploadKind): StoredVersion[] => {
    const folder = path.join(projectFolder, 'dist', `${kind}s`);
    return listFiles(folder).map((file) => {
      const uploaded = { ...head('ZH'), kind, serviceSid, friendlyName: file };
      api.store.uploads.set(uploaded.sid, uploaded);
      const version: StoredVersion = {
        ...head('ZN'),
        kind,
        serviceSid,
        uploadSid: uploaded.sid,
        path: `/${file.replace(/\.(protected|private)(?=\.)/, '').replace(/\.js$/, '')}`,
        visibility: (/\.(protected|private)\./.exec(file)?.[1] ?? 'public') as 'public',
        content: readFileSync(path.join(folder, file)),
        contentType: kind === 'function' ? 'application/javascript' : 'text/plain',
      };
      api.store.versions.set(version.sid, version);
      return version;
    });
  };
  const { dependencies } = JSON.parse(
    readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
  ) as { dependencies: Record<string, string> };
  const build = {
    ...head('ZB'),
    serviceSid,
    functionVersions: upload('function'),
    assetVersions: upload('asset'),
    dependencies: Object.entries(dependencies).map(([name, version]) => ({ name, version })),
    runtime: 'node22' as const,
    outcome: 'completed' as const,
    readyAtMs: 0,
  };
  api.store.builds.set(build.sid, build);
  const environment = {
    ...head('ZE'),
    serviceSid,
    uniqueName: 'dev-environment',
    domainSuffix: 'dev',
    domainName: 'vapi-switchboard-1234-dev.twil.io',
    buildSid: build.sid,
  };
  api.store.environments.set(environment.sid, environment);
  return {
    serviceSid,
    buildSid: build.sid,
    environmentSid: environment.sid,
    domainName: environment.domainName,
  };
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
