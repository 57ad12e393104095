import type { StepMessage } from '../../protocol';
import { formatMs } from '../format';
import { Code } from './code';

/** A request and its answer, whole. */
export function StepDetails({ step: { request, response } }: { readonly step: StepMessage }) {
  return (
    <div class="details">
      {request && <Request request={request} />}
      <div>
        <h3>Answer</h3>
        {response ? (
          <>
            <p class="address">
              {response.status === 0 ? 'There was none' : `Status ${response.status}`}, after{' '}
              {formatMs(response.ms)}
            </p>
            {response.body !== '' && (
              <Code text={response.body} format={response.format} label="Body of the answer" />
            )}
          </>
        ) : (
          <p class="empty">It has not come yet.</p>
        )}
      </div>
    </div>
  );
}

function Request({ request }: { readonly request: NonNullable<StepMessage['request']> }) {
  const fields = Object.entries(request.form ?? {});
  return (
    <div>
      <h3>Request</h3>
      <p class="address">
        <b>{request.method}</b> {request.url}
      </p>
      {fields.length > 0 && (
        <div class="form" tabindex={0} aria-label="Form of the request" role="group">
          <dl>
            {fields.map(([name, value]) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value === '' ? '–' : value}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {request.json !== undefined && (
        <Code text={request.json} format="json" label="Body of the request" />
      )}
    </div>
  );
}
