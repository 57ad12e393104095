import type { AfterCall } from './after-call-schema';
import { MODEL_TEXTS } from './constants';

type ModelText = (typeof MODEL_TEXTS)[number];

/** Returns what the model writes about a tenant's calls that is read at all, for its server or a text. */
export function listModelTexts(afterCall: AfterCall | undefined): readonly ModelText[] {
  const { webhook, followUp } = afterCall ?? {};
  const template = JSON.stringify(followUp?.text ?? '');
  return MODEL_TEXTS.filter(
    (name) =>
      webhook?.modelText.includes(name) === true || new RegExp(`{{\\s*${name}\\b`).test(template),
  );
}
