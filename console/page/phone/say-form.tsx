import { useState } from 'preact/hooks';
import type { PhoneId } from '../../protocol';
import { useConsole } from '../console-context';

/** Says by text what a microphone would hear. */
export function SayForm({ phone }: { readonly phone: PhoneId }) {
  const { say } = useConsole();
  const [words, setWords] = useState('');
  const submit = (event: Event) => {
    event.preventDefault();
    if (words.trim() === '') return;
    say(phone, words.trim());
    setWords('');
  };
  return (
    <form class="say" onSubmit={submit}>
      <label>
        <span class="hidden">Say</span>
        <input
          type="text"
          placeholder="Say…"
          autocomplete="off"
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
      </label>
      <button type="submit" class="quiet">
        Say
      </button>
    </form>
  );
}
