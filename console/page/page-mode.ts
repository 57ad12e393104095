/** Whether `switchboard phone` serves this page, rather than `npm start`. */
export function isDeployed(): boolean {
  const mode = document.querySelector<HTMLMetaElement>('meta[name=console-mode]');
  return mode?.content === 'deployed';
}
