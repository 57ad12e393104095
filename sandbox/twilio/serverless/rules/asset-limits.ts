import { refusal } from '../../rest/api-error';
import type { StoredVersion } from './stored-resources';
import type { Visibility } from './visibility';

const MEGABYTE = 1024 * 1024;

/** Largest asset, in bytes, by visibility. */
const ASSET_SIZE_LIMIT_BYTES: Readonly<Record<Visibility, number>> = {
  public: 25 * MEGABYTE,
  protected: 25 * MEGABYTE,
  private: 10 * MEGABYTE,
};

/** Most assets that one build may hold, by visibility. */
const ASSET_COUNT_LIMIT: Readonly<Record<Visibility, number>> = {
  public: 1000,
  protected: 1000,
  private: 50,
};

/** Throws the refusal of an asset that is too large for its visibility. */
export function checkAssetSize(visibility: Visibility, sizeBytes: number): void {
  const limitBytes = ASSET_SIZE_LIMIT_BYTES[visibility];
  if (sizeBytes > limitBytes) {
    throw refusal(
      'file-size',
      `A ${visibility} asset may have ${limitBytes} bytes, got ${sizeBytes}`,
    );
  }
}

/** Throws the refusal of a build with too many assets of one visibility. */
export function checkAssetCount(assets: readonly StoredVersion[]): void {
  for (const [visibility, limit] of Object.entries(ASSET_COUNT_LIMIT)) {
    const count = assets.filter((asset) => asset.visibility === visibility).length;
    if (count > limit) {
      throw refusal('asset-count', `A build may hold ${limit} ${visibility} assets, got ${count}`);
    }
  }
}
