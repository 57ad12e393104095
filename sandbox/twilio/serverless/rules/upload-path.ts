import { refusal } from '../../rest/api-error';

const PATH_LENGTH_LIMIT = 255;
const FORBIDDEN_CHARACTERS = /[;,?:@+&$()' "#\\]/;

/** Returns the path of an uploaded file, or throws the refusal of one that cannot be part of a URL. */
export function parseUploadPath(path: string | undefined): string {
  if (path === undefined || !path.startsWith('/') || path.length < 2) {
    throw refusal('path', `Path must start with a slash and name a file, got "${path ?? ''}"`);
  }
  if (path.length > PATH_LENGTH_LIMIT) {
    throw refusal(
      'path',
      `Path must not be longer than ${PATH_LENGTH_LIMIT} characters, got ${path.length}`,
    );
  }
  if (FORBIDDEN_CHARACTERS.test(path)) {
    throw refusal(
      'path',
      `Path must not contain any of ; , ? : @ + & $ ( ) ' " # \\ or a space, got "${path}"`,
    );
  }
  if (
    path
      .split('/')
      .some(
        (segment, index) => index > 0 && (segment === '' || segment === '.' || segment === '..'),
      )
  ) {
    throw refusal('path', `Path must not contain empty or dot segments, got "${path}"`);
  }
  return path;
}
