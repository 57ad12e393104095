import { makeSid } from '../../../sandbox/twilio/formats/sid';
import { TwilioApi } from '../../../sandbox/twilio/serverless/twilio-api';
import { deployEnvironment } from '../deploy-environment';
import { CliWorld } from '../run-cli';

/** The variables that the outage switch consists of. */
export const NAME = 'SWITCHBOARD_OUTAGE';
export const NOTE = 'SWITCHBOARD_OUTAGE_NOTE';

/** What `outage on` and `outage off` print with `--json`. */
export interface Turn {
  readonly before: unknown;
  readonly now: unknown;
  readonly isChanged: boolean;
}

/** What `outage status` prints with `--json`. */
export interface Status {
  readonly all: boolean;
  readonly tenantIds: readonly string[];
  readonly since: string | null;
  readonly by: string | null;
}

/** A project with two tenants, deployed to `dev` and to production. */
export class OutageWorld extends CliWorld {
  static override async start(): Promise<OutageWorld> {
    const world = new OutageWorld(await TwilioApi.start());
    world.env['GITHUB_ACTOR'] = 'ada';
    const open = [{ days: ['mon'], from: '08:00', to: '17:00' }];
    world.writeTenants(
      { 'riverside-dental': ['+12025550101'], 'zahnarzt-linden': ['+493023125101'] },
      { 'zahnarzt-linden': { hours: { timeZone: 'Europe/Berlin', open } } },
    );
    deployEnvironment(world.api);
    deployEnvironment(world.api, { domainSuffix: null });
    return world;
  }

  /** Deletes every variable and plans no failure. */
  reset(): void {
    this.api.store.variables.clear();
    this.api.failNext(0, 0);
  }

  /** Sets a variable of `dev` as the Console does. */
  setByHand(key: string, value: string, updatedAt = new Date('2026-03-01T10:00:00Z')): void {
    const { sid: environmentSid, serviceSid } = this.#findEnvironment('dev');
    const sid = makeSid('ZV');
    const createdAt = updatedAt;
    const variable = { sid, serviceSid, environmentSid, key, value, createdAt, updatedAt };
    this.api.store.variables.set(sid, variable);
  }

  /** Returns the variables of an environment by name; null = production. */
  readVariables(suffix: string | null = 'dev'): Record<string, string> {
    const { sid } = this.#findEnvironment(suffix);
    const variables = this.api.store.listVariables(sid);
    return Object.fromEntries(variables.map(({ key, value }) => [key, value]));
  }

  /** Lets somebody else do this right after the variables were listed for the first time. */
  meddleAfterRead(meddle: () => void): void {
    const { store } = this.api;
    const list = store.listVariables.bind(store);
    jest.spyOn(store, 'listVariables').mockImplementationOnce((sid) => {
      const variables = list(sid);
      meddle();
      return variables;
    });
  }

  #findEnvironment(suffix: string | null) {
    const environments = [...this.api.store.environments.values()];
    return environments.find(({ domainSuffix }) => domainSuffix === suffix)!;
  }
}
