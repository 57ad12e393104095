import { type DoorState, NO_DOOR, readDoor, writeDoor } from '../phone/door-state';
import { type EventParameters, textOf } from './parameters';
import { withQuery } from './urls';

/** The name of the parameter. */
const DOOR = 'door';

/** Reads the state in one of our own addresses; never throws. */
export function parseDoor(event: EventParameters): DoorState {
  const text = textOf(event[DOOR]);
  return text === '' ? NO_DOOR : readDoor(text);
}

/** Returns one of our addresses with the state, in the order of parameters that all of them have. */
export function addDoor(address: string, state: DoorState | undefined): string {
  const door = state && writeDoor(state);
  if (door === undefined) return address;
  const [withoutFragment = '', ...fragment] = address.split('#');
  const [path = '', query = ''] = withoutFragment.split('?');
  const parameters = { ...Object.fromEntries(new URLSearchParams(query)), [DOOR]: door };
  return [withQuery(path, parameters), ...fragment].join('#');
}

/** Returns a request without the state that it claims to have. */
export function withoutDoor(event: EventParameters): EventParameters {
  return DOOR in event ? { ...event, [DOOR]: undefined } : event;
}
