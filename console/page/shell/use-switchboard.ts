import { useEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import type { ServerMessage } from '../../protocol';
import { Ear } from '../audio/ear';
import { type Connection, connect } from '../connection';
import type { Console } from '../console-context';
import { connectDeployed } from '../deployed/connect-deployed';
import { estimateSeconds } from '../format';
import { isDeployed } from '../page-mode';
import { applyChange, emptyState } from '../state';
import { saveFile } from './save-file';

/** Keeps the connection with the server, and what the page knows from it. */
export function useSwitchboard(): Console {
  const [state, dispatch] = useReducer(applyChange, emptyState);
  const connection = useRef<Connection>(undefined);
  const { ear, ...actions } = useMemo(() => {
    const send: Console['send'] = (message) => connection.current?.send(message);
    return {
      send,
      ear: new Ear({
        onHeardOut: (id) => send({ type: 'heardOut', id }),
        onSpoken: (payload) => send({ type: 'audio', phone: 'caller', payload }),
      }),
      say: ((phone, words) => {
        send({ type: 'speak', phone, seconds: estimateSeconds(words), words });
        dispatch({ type: 'own-words', phone, words });
      }) satisfies Console['say'],
      press: ((phone, keys) => {
        send({ type: 'keys', phone, keys });
        dispatch({ type: 'own-words', phone, words: `key ${keys}` });
      }) satisfies Console['press'],
      showProblem: (text: string | undefined) => dispatch({ type: 'problem', text }),
    };
  }, []);

  useEffect(() => {
    const onMessage = (message: ServerMessage) => {
      dispatch({ type: 'message', message });
      if (message.type === 'heard') ear.hear(message);
      if (message.type === 'audio') ear.play(message);
      if (message.type === 'ladder') saveFile(message.fileName, message.json);
      if (message.type === 'call' && message.state === 'ended') ear.fallSilent();
    };
    const onState = (to: 'open' | 'lost') => {
      dispatch({ type: 'connection', connection: to });
      if (to === 'lost' && !isDeployed()) ear.fallSilent();
    };
    connection.current = isDeployed()
      ? connectDeployed({ onMessage, onState })
      : connect({ onMessage, onState });
  }, []);

  return { state, ear, ...actions };
}
