import { refusal } from '../../rest/api-error';

/** Who may reach a Function or an Asset by its URL. */
export type Visibility = 'public' | 'protected' | 'private';

const VISIBILITIES: readonly string[] = ['public', 'protected', 'private'];

/** Returns the visibility, or throws the refusal of any other word. */
export function parseVisibility(word: string | undefined): Visibility {
  if (word === undefined || !VISIBILITIES.includes(word)) {
    throw refusal(
      'visibility',
      `Visibility must be one of ${VISIBILITIES.join(', ')}, got "${word ?? ''}"`,
    );
  }
  return word as Visibility;
}
