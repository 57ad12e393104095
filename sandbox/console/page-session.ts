import type { Exchange } from '../servers/exchange';
import type { ConsoleState } from './console-state';
import { PageCall } from './page-call';
import type { LiveHands } from './live-hands';
import type {
  Lane,
  LogMessage,
  PageMessage,
  PhoneId,
  PlaceCall,
  ServerMessage,
} from '../../console/protocol';
import { readPageMessage } from './read-page-message';

/** A whole frame of sound is 20 ms. */
const FRAME_BYTES = 160;

const REACHES_VAPI =
  'The assistants are real: a call takes a slot at Vapi and costs money. Confirm that first.';

/** One page: its phone, and the phones beside it. */
export class PageSession {
  readonly #calls: PageCall[] = [];
  #nextId = 1;

  constructor(
    private readonly state: ConsoleState,
    private readonly send: (message: ServerMessage) => void,
    /** Lets all pages see what has changed. */
    private readonly onChange: () => void,
  ) {}

  /** The newest call, which may be over. */
  get call(): PageCall | undefined {
    return this.#calls.at(-1);
  }

  /** Handles a message from the page. */
  handle(text: string): void {
    const message = readPageMessage(text);
    if ('problem' in message) this.#refuse(message.problem);
    else this.#obey(message);
    // Sound comes fifty times a second, and changes nothing that is shown.
    if (!('type' in message) || message.type !== 'audio') this.onChange();
  }

  /** The page is gone: nobody holds its phones any more. */
  close(): void {
    this.call?.hangUp();
    for (const { people } of this.#calls) for (const phone of people.values()) phone.hangUp();
  }

  /** Shows an exchange beside the newest call. */
  showExchange(from: Lane, to: Lane, exchange: Exchange): void {
    if (this.call) this.send(this.call.ladder.addExchange(from, to, exchange));
  }

  showLog(entry: Omit<LogMessage, 'type' | 'callId' | 'atMs'>, callSid: string | undefined): void {
    const call = this.#calls.find((candidate) => candidate.callSid === callSid);
    if (call) this.send(call.ladder.addLog(entry));
    else if (callSid === undefined) {
      this.send({ type: 'log', callId: undefined, atMs: 0, ...entry });
    }
  }

  #obey(message: PageMessage): void {
    switch (message.type) {
      case 'call':
        return this.#place(message);
      case 'hangUp':
        if (message.phone === 'caller') this.call?.hangUp();
        else this.#findPerson(message.phone)?.hangUp();
        return;
      case 'keys':
        return this.#findPhone(message.phone)?.press(message.keys);
      case 'audio':
        return this.#hearVoice(message.phone, message.payload);
      case 'speak':
        void this.#findPhone(message.phone)?.utter(message.seconds, message.words);
        return;
      case 'answer':
        return this.#findPerson(message.phone)?.answer();
      case 'decline':
        return this.#findPerson(message.phone)?.decline();
      case 'heardOut':
        for (const phone of this.#listPhones()) phone.hearOut(message.id);
        return;
      case 'fault':
        if (this.state.faults.set(message.id, message.isOn, this.call?.callSid)) return;
        return this.#refuse(`There is no fault ${message.id} here.`);
      case 'outage':
        return this.state.setOutage(message.isOn);
      case 'closed':
        return this.state.setClosed(message.tenantId, message.isOn);
      case 'clock':
        return this.state.setClock(message.at);
      case 'download':
        return this.#download(message.callId);
      case 'reset':
        return this.state.reset();
    }
  }

  #place(order: PlaceCall): void {
    if (this.call?.hasEnded === false)
      return this.#refuse('Hang up first: this phone is in a call.');
    const isVapiReal = this.state.world.standIn === undefined;
    if (isVapiReal && !order.reachesVapi) return this.#refuse(REACHES_VAPI);
    const callId = `call-${this.#calls.length + 1}`;
    const call = new PageCall(this.state, order, {
      callId,
      send: this.send,
      nextId: () => String(this.#nextId++),
      onChange: this.onChange,
    });
    this.#calls.push(call);
  }

  #hearVoice(phone: PhoneId, payload: string): void {
    const sound = Buffer.from(payload, 'base64');
    if (sound.length % FRAME_BYTES !== 0) {
      return this.#refuse(`payload: is not whole frames of ${FRAME_BYTES} bytes`);
    }
    for (let at = 0; at < sound.length; at += FRAME_BYTES) {
      this.#findPhone(phone)?.speak(sound.subarray(at, at + FRAME_BYTES));
    }
  }

  #download(callId: string): void {
    const index = Number(callId.replace('call-', '')) - 1;
    const call = this.#calls[index];
    if (call === undefined) return this.#refuse(`There is no call ${callId}.`);
    const json = call.ladder.toMaskedJson(this.state.secrets);
    this.send({ type: 'ladder', callId, fileName: `${callId}.json`, json });
  }

  #findPhone(phone: PhoneId): LiveHands | undefined {
    return phone === 'caller' ? this.call?.caller : this.#findPerson(phone);
  }

  #findPerson(phone: PhoneId) {
    return this.#calls.map(({ people }) => people.get(phone)).find((found) => found !== undefined);
  }

  #listPhones(): LiveHands[] {
    return this.#calls.flatMap(({ caller, people }) => [caller, ...people.values()]);
  }

  #refuse(text: string): void {
    this.send({ type: 'error', text });
  }
}
