import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PhoneId } from '../../protocol';
import { useConsole } from '../console-context';
import { nameLanguage } from '../format';
import type { Caption } from '../state';

const SPEAKERS = {
  twilio: 'Twilio’s voice',
  assistant: 'Assistant',
  caller: 'Caller',
  person: 'Person',
  sound: 'Sound',
  own: 'You',
} as const;

interface CaptionsProps {
  readonly phone: PhoneId;
  readonly label: string;
  /** What stands after them. */
  readonly children?: ComponentChildren;
}

/** Everything that is heard at a phone, in words. */
export function Captions({ phone, label, children }: CaptionsProps) {
  const { state, ear } = useConsole();
  const list = useRef<HTMLDivElement>(null);
  const captions = state.captions.filter((caption) => caption.phone === phone);
  const size = useRef('');
  // What has just come is in sight, also where something below takes the place of older lines.
  useEffect(() => {
    const { current } = list;
    const now = `${current?.scrollHeight} ${current?.clientHeight}`;
    if (!current || now === size.current) return;
    size.current = now;
    current.scrollTop = current.scrollHeight;
  });
  const silent = captions.findLast(
    ({ language, speaker }) =>
      language !== undefined &&
      speaker !== 'own' &&
      phone === 'caller' &&
      !ear.speech.hasVoice(language),
  );
  return (
    <>
      <div class="captions" role="log" aria-label={label} tabindex={0} ref={list}>
        {captions.map((caption) => (
          <Line key={caption.id} caption={caption} />
        ))}
        {children}
      </div>
      {!children && silent?.language !== undefined && (
        <p class="no-voice">
          This browser has no {nameLanguage(silent.language)} voice, so the words are shown only.
        </p>
      )}
    </>
  );
}

function Line({ caption: { speaker, words, language } }: { readonly caption: Caption }) {
  return (
    <p class={`caption is-${speaker}`}>
      <small>{SPEAKERS[speaker]}</small>
      <span lang={language}>{words}</span>
    </p>
  );
}
