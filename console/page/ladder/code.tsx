import { tokenise } from './tokens';

interface CodeProps {
  readonly text: string;
  readonly format: 'twiml' | 'json' | 'text';
  /** What it is, for those who do not see it. */
  readonly label: string;
}

/** A document in colours. It can be scrolled with the keyboard. */
export function Code({ text, format, label }: CodeProps) {
  return (
    <pre class="code" tabindex={0} role="group" aria-label={label}>
      <code>
        {tokenise(text, format).map((token, at) =>
          token.kind === 'text' ? (
            token.text
          ) : (
            <span key={at} class={`code-${token.kind}`}>
              {token.text}
            </span>
          ),
        )}
      </code>
    </pre>
  );
}
