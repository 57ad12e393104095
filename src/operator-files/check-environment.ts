import { getDomain } from 'tldts';
import { isPublicHost } from './public-host';

/** Texts by their names, as `.env` and the shell hold them. */
type Variables = Readonly<Record<string, string | undefined>>;

const SECRET_NAME =
  /^(SWITCHBOARD_\w*(SECRET|TOKEN)\w*|\w*API_KEY\w*|AUTH_TOKEN|TWILIO_AUTH_TOKEN|TWILIO_API_SECRET)$/;

/** What the sandbox's own secrets begin with: everybody can read them in this repository. */
const SANDBOX_SECRET = /^sandbox/;

/**
 * Returns what must not be deployed although each setting is valid by itself, each as
 * `NAME: what is wrong; what to do`. Never a secret's text.
 */
export function listUnsafeSettings(variables: Variables): string[] {
  const secrets = Object.entries(variables)
    .map(([name, text = '']) => [name, text.trim()] as const)
    .filter(([name, text]) => SECRET_NAME.test(name) && text !== '');
  return [
    ...secrets.flatMap(([name, text], at) => {
      const others = secrets.slice(0, at).filter(([, other]) => other === text);
      // Two names for one key of a vendor are its owner's business.
      const same = others.map(([other]) => other).find((other) => isOurs(other) || isOurs(name));
      if (same === undefined) return [];
      return [`${name}: is the same as ${same}; make one of its own with: openssl rand -hex 24`];
    }),
    ...secrets
      .filter(([name, text]) => isOurs(name) && SANDBOX_SECRET.test(text))
      .map(
        ([name]) =>
          `${name}: is the sandbox's, which is public; make one with: openssl rand -hex 24`,
      ),
    ...listWideHosts(variables['VAPI_STREAM_HOSTS'] ?? ''),
  ];
}

function isOurs(name: string): boolean {
  return name.startsWith('SWITCHBOARD_');
}

/** `.co.uk` would let in everybody who has a domain there. */
function listWideHosts(hosts: string): string[] {
  return hosts
    .split(',')
    .map((host) => host.trim().replace(/^\./, ''))
    .filter((host) => host !== '' && isPublicHost(host))
    .filter((host) => getDomain(host, { allowPrivateDomains: true }) === null)
    .map(
      () =>
        "VAPI_STREAM_HOSTS: names a suffix that anybody can register under; write Vapi's domain, as in .vapi.ai",
    );
}
