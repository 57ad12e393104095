const KEYS: readonly (readonly [key: string, letters: string])[] = [
  ['1', ''],
  ['2', 'abc'],
  ['3', 'def'],
  ['4', 'ghi'],
  ['5', 'jkl'],
  ['6', 'mno'],
  ['7', 'pqrs'],
  ['8', 'tuv'],
  ['9', 'wxyz'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
];

export function Keypad({ onKey }: { readonly onKey: (key: string) => void }) {
  return (
    <div class="keypad" role="group" aria-label="Number pad">
      {KEYS.map(([key, letters]) => (
        <button key={key} type="button" onClick={() => onKey(key)}>
          {key}
          <small aria-hidden="true">{letters}</small>
        </button>
      ))}
    </div>
  );
}
