import { useConsole } from '../console-context';
import { formatNumber, nameLanguage } from '../format';
import type { CalledNumber } from './find-numbers';
import type { Dialling } from './use-dialling';

/** Who can be called. */
export function Directory({ dialling }: { readonly dialling: Dialling }) {
  const { world } = useConsole().state;
  const { typed, type, found, chosen, choose } = dialling;
  return (
    <div class="screen">
      <label class="search">
        <span class="hidden">Tenant or number</span>
        <input
          type="search"
          placeholder="Tenant or number"
          autocomplete="off"
          value={typed}
          onInput={({ currentTarget }) => type(currentTarget.value)}
        />
      </label>
      <fieldset class="directory">
        <legend class="hidden">Who is called</legend>
        {found.map((entry) => (
          <Entry
            key={entry.number}
            entry={entry}
            isChosen={entry === chosen}
            onChoose={() => choose(entry.number)}
          />
        ))}
        {found.length === 0 && <p class="empty">{explainNone(world !== undefined, typed)}</p>}
      </fieldset>
    </div>
  );
}

function explainNone(isLoaded: boolean, typed: string): string {
  if (!isLoaded) return 'The tenants are on their way.';
  if (typed === '') {
    return 'There are no tenants yet. Add one to src/assets/tenants.private.json, and it appears here.';
  }
  return 'No tenant fits. Type a name, or a whole number such as +12025550199.';
}

interface EntryProps {
  readonly entry: CalledNumber;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Entry({ entry: { number, tenant }, isChosen, onChoose }: EntryProps) {
  const spoken = tenant?.languages.map(nameLanguage).join(', ') ?? '';
  return (
    <label class="entry">
      <input type="radio" name="called" checked={isChosen} onChange={onChoose} />
      <span class="entry-name">{tenant?.name ?? 'Nobody’s number'}</span>
      <span class="entry-facts">
        <span>{formatNumber(number)}</span>
        {spoken !== '' && spoken !== 'English' && <i>{spoken}</i>}
        {tenant?.hasQueue && <i>queue</i>}
        {tenant && tenant.hours.state !== 'always' && (
          <i class={`is-${tenant.hours.state}`}>{tenant.hours.state}</i>
        )}
      </span>
    </label>
  );
}
