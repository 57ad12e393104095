export interface MultipartPart {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly content: Buffer;
}

const HEADER_END = Buffer.from('\r\n\r\n');

/**
 * Returns the parts of a multipart/form-data body.
 *
 * @throws {Error} when the content type has no boundary or a part has no end of headers
 */
export function parseMultipart(contentType: string, body: Buffer): MultipartPart[] {
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1];
  if (boundary === undefined) throw new Error('multipart body without a boundary');
  return splitAtDelimiter(body, Buffer.from(`--${boundary}`)).map(parsePart);
}

function splitAtDelimiter(body: Buffer, delimiter: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = body.indexOf(delimiter);
  while (start !== -1) {
    const contentStart = start + delimiter.length;
    const next = body.indexOf(delimiter, contentStart);
    if (next === -1) break;
    // Each part begins after the delimiter's line break and ends before the next delimiter's.
    parts.push(body.subarray(contentStart + 2, next - 2));
    start = next;
  }
  return parts;
}

function parsePart(part: Buffer): MultipartPart {
  const headerEnd = part.indexOf(HEADER_END);
  if (headerEnd === -1) throw new Error('multipart part without an end of headers');
  const headers = part.subarray(0, headerEnd).toString('utf8');
  const filename = /filename="([^"]*)"/i.exec(headers)?.[1];
  const contentType = /^content-type:\s*(.+)$/im.exec(headers)?.[1]?.trim();
  return {
    name: /[;\s]name="([^"]*)"/i.exec(headers)?.[1] ?? '',
    ...(filename === undefined ? {} : { filename }),
    ...(contentType === undefined ? {} : { contentType }),
    content: part.subarray(headerEnd + HEADER_END.length),
  };
}
