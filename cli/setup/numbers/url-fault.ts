import { namesRegionWithoutEdge } from '../../../src/config/settings';

/** Returns why Twilio cannot use a webhook's URL, whatever it leads to; undefined if it can. */
export function findUrlFault(url: string): string | undefined {
  if (/^http:/i.test(url) && /\.twil\.io$/i.test(hostOf(url))) {
    return 'Functions and assets take https only since 24 Sep 2026: requests by http fail';
  }
  if (namesRegionWithoutEdge(url)) {
    return `${hostOf(url)} names a region without its edge, a form that Twilio no longer supports`;
  }
  return undefined;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}
