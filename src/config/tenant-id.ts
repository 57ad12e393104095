export const TENANT_ID_PATTERN = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** The id for calls to numbers that no tenant has. */
export const DEFAULT_TENANT_ID = 'default';
