/** The parts of Twilio's client that TWILIO_API_BASE_URL moves. */
interface Product {
  baseUrl: string;
}

/** Makes a client's requests to Twilio's main API go to the address, if one is configured. */
export function pointAtApi(client: { readonly api: Product }, url: string | undefined): void {
  if (url !== undefined) client.api.baseUrl = url;
}

/**
 * Makes its requests to Sync go to the same edge. Only for those who need it: Twilio's package loads a
 * product when it is first named.
 */
export function pointAtSync(client: { readonly sync: Product }, url: string | undefined): void {
  if (url !== undefined) client.sync.baseUrl = url.replace('//api.', '//sync.');
}
